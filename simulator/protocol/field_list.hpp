// SPDX-License-Identifier: Apache-2.0
// Lists the fields of a message under the names that ViewWriter and its kin give them: a visitor of the same lists.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "simulator/protocol/body.hpp"
#include "simulator/protocol/eap.hpp"
#include "simulator/protocol/fields.hpp"
#include "simulator/protocol/nas.hpp"

namespace akmasim {

class FieldList {
public:
    explicit FieldList(std::vector<Field>& fields, std::string prefix = {})
        : fields_(fields), prefix_(std::move(prefix)) {}

    template <class Message>
    void members() {
        Message message{};
        Message::fields(message, *this);
    }

    template <class T>
    void operator()(std::string_view name, const T&) {
        of_type<T>(prefix_ + std::string(name));
    }
    template <class T, class How>  // NAS and EAP: how a field lies in the octets does not matter here
    void operator()(std::string_view name, const T&, How) {
        of_type<T>(prefix_ + std::string(name));
    }
    void operator()(std::string_view name, const std::optional<Octets>&, nas::ie::TLVE how);
    void operator()(std::string_view name, const Octets&, nas::ie::LVE) { eap(prefix_ + std::string(name)); }
    template <class How>
    void operator()(std::string_view, const nas::MobileIdentity&, How) {
        identity();
    }
    template <class How>
    void operator()(std::string_view, const std::optional<nas::MobileIdentity>&, How) {
        identity();
    }

    void add(std::string name, std::string_view kind);  // once

private:
    template <class T>
    struct Whole {
        static constexpr bool is_list = false;
    };
    template <class T>
    struct Whole<std::optional<T>> {
        using Inner = T;
        static constexpr bool is_list = false;
    };
    template <class T>
    struct Whole<body::Nullable<T>> {
        using Inner = T;
        static constexpr bool is_list = false;
    };
    template <class T>
    struct Whole<std::vector<T>> {
        static constexpr bool is_list = !std::is_same_v<T, Octet>;
    };

    template <class T>
    void of_type(const std::string& name) {
        if constexpr (requires { typename Whole<T>::Inner; }) {
            of_type<typename Whole<T>::Inner>(name);
        } else if constexpr (std::is_same_v<T, eap::Payload>) {
            eap(name);
        } else if constexpr (std::is_same_v<T, nas::SecurityCapability>) {
            add(name, "object");
            add(name + ".ea", "list");
            add(name + ".ia", "list");
        } else if constexpr (Whole<T>::is_list) {
            add(name, "list");
        } else if constexpr (requires { typename T::mapped_type; }) {
            add(name, "object");
            of_type<typename T::mapped_type>(name + ".*");
        } else if constexpr (requires(T & value, FieldList & visit) { T::fields(value, visit); }) {
            add(name, "object");
            FieldList(fields_, name + ".").template members<T>();
        } else {
            add_plain(name, static_cast<const T*>(nullptr));
        }
    }
    template <class T>
    void add_plain(const std::string& name, const T*) {
        if constexpr (std::is_same_v<T, bool>)
            add(name, "flag");
        else if constexpr (body::detail::NamedEnum<T> || std::is_same_v<T, std::string> || body::detail::Text<T>)
            add(name, "text");
        else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>)
            add(name, "number");
        else if constexpr (body::detail::Secretive<T>)
            add(name, "secret");
        else
            add(name, "octets");
    }
    template <class... T>
    void add_plain(const std::string& name, const std::variant<T...>*) {
        (of_type<T>(name), ...);
    }
    void eap(const std::string& name);
    void identity();

    std::vector<Field>& fields_;
    std::string prefix_;
};

}  // namespace akmasim
