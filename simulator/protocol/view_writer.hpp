// SPDX-License-Identifier: Apache-2.0
// Writes a field list for people: the same names as on the wire, octets in hex, secrets through the Redactor.
#pragma once

#include "simulator/protocol/body.hpp"
#include "simulator/protocol/describe.hpp"
#include "simulator/protocol/describe_eap.hpp"
#include "simulator/protocol/eap.hpp"
#include "simulator/protocol/readable.hpp"

namespace akmasim {

class ViewWriter {
public:
    ViewWriter(json::Writer& out, Redactor& redactor) : out_(out), redactor_(redactor) {}

    template <class T>
    void operator()(std::string_view name, const T& value) {
        out_.key(name);
        put(value);
    }
    template <class T>
    void operator()(std::string_view name, const std::optional<T>& value) {
        if (value) (*this)(name, *value);
    }

    void put(const std::string& text) { out_.string(text_or_hex(view_of(text))); }
    void put(const Octets& octets) { out_.string(hex(octets)); }
    void put(bool value) { out_.boolean(value); }
    template <std::integral T>
    void put(T value) {
        out_.integer(static_cast<std::int64_t>(value));
    }
    template <class E>
    requires std::is_enum_v<E>
    void put(E value) {
        if constexpr (body::detail::NamedEnum<E>)
            out_.string(body::detail::name_of_enum(value));
        else
            out_.integer(static_cast<std::int64_t>(value));
    }
    template <body::detail::Text T>
    void put(const T& value) {
        put(value.text());
    }
    template <body::detail::Fixed T>
    void put(const T& value) {
        out_.string(hex(value.view()));
    }
    template <body::detail::Secretive T>
    void put(const T& value) {
        if (redactor_.reveal()) {
            out_.string(hex(value.expose()));
            return;
        }
        out_.open_object();
        out_.key("$key").string(T::name);
        out_.key("fp").string(redactor_.fingerprint(T::name, value.expose()));
        out_.close_object();
    }
    void put(const eap::Payload& payload) { write_eap(out_, payload.octets, redactor_); }
    template <class... T>
    void put(const std::variant<T...>& value) {
        std::visit([this](const auto& held) { this->put(held); }, value);
    }
    template <class T>
    void put(const body::Nullable<T>& value) {
        if (value.value)
            put(*value.value);
        else
            out_.null();
    }
    template <class T>
    void put(const std::vector<T>& list) {
        out_.open_array();
        for (const auto& element : list) put(element);
        out_.close_array();
    }
    template <class T>
    void put(const std::map<std::string, T>& map) {
        out_.open_object();
        for (const auto& [name, value] : map) (*this)(name, value);
        out_.close_object();
    }
    template <class T>
    requires requires(const T& value, ViewWriter& visit) { T::fields(value, visit); }
    void put(const T& value) {
        out_.open_object();
        T::fields(value, *this);
        out_.close_object();
    }

protected:
    json::Writer& out_;
    Redactor& redactor_;
};

}  // namespace akmasim
