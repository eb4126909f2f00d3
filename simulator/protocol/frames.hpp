// SPDX-License-Identifier: Apache-2.0
// The binary form of a field list, for frames between our own processes: numbers in 8 octets big-endian, text, octets
// and lists after a 4-octet count, optionals and variants after one octet. No names: both ends are of one build.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "simulator/base/octets.hpp"

namespace akmasim::frames {

template <class T>
void append(Octets& out, const T& value);

// malformed: cut short, a count beyond the octets at hand, an unknown alternative, or octets left over.
template <class T>
Result<T> read(View octets);

namespace detail {

template <class T>
constexpr bool is_scalar = std::is_integral_v<T> || std::is_enum_v<T>;

void append_number(Octets& out, std::uint64_t number, int octets);

class Appender {
public:
    explicit Appender(Octets& out) : out_(out) {}

    template <class T>
    void operator()(std::string_view, const T& value) {
        put(value);
    }

    template <class T>
    requires is_scalar<T>
    void put(const T& value) { append_number(out_, static_cast<std::uint64_t>(value), 8); }
    void put(const std::string& text) { put_counted(view_of(text)); }
    void put(const Octets& octets) { put_counted(octets); }
    template <class T>
    void put(const std::vector<T>& list) {
        append_number(out_, list.size(), 4);
        for (const auto& element : list) put(element);
    }
    template <class T>
    void put(const std::optional<T>& value) {
        out_.push_back(value ? 1 : 0);
        if (value) put(*value);
    }
    template <class... T>
    void put(const std::variant<T...>& value) {
        out_.push_back(static_cast<Octet>(value.index()));
        std::visit([this](const auto& held) { this->put(held); }, value);
    }
    template <class T>
    requires requires(const T& value, Appender& visit) { T::fields(value, visit); }
    void put(const T& value) { T::fields(value, *this); }

private:
    void put_counted(View octets) {
        append_number(out_, octets.size(), 4);
        akmasim::append(out_, octets);
    }
    Octets& out_;
};

class Reader {
public:
    explicit Reader(View octets) : left_(octets) {}

    template <class T>
    void operator()(std::string_view, T& value) {
        take(value);
    }

    template <class T>
    requires is_scalar<T>
    void take(T& value) { value = static_cast<T>(number(8)); }
    void take(std::string& text) { text = std::string(text_of(counted())); }
    void take(Octets& octets) {
        const View content = counted();
        octets.assign(content.begin(), content.end());
    }
    template <class T>
    void take(std::vector<T>& list) {
        const auto count = number(4);
        if (count > left_.size()) return refuse();  // every element takes an octet at least
        list.clear();
        for (std::uint64_t i = 0; i < count && good_; ++i) take(list.emplace_back());
    }
    template <class T>
    void take(std::optional<T>& value) {
        value.reset();
        if (number(1) != 0) take(value.emplace());
    }
    template <class... T>
    void take(std::variant<T...>& value) {
        take_alternative(value, number(1), std::index_sequence_for<T...>{});
    }
    template <class T>
    requires requires(T& value, Reader& visit) { T::fields(value, visit); }
    void take(T& value) { T::fields(value, *this); }

    [[nodiscard]] bool done() const { return good_ && left_.empty(); }

private:
    template <class Variant, std::size_t... I>
    void take_alternative(Variant& value, std::uint64_t index, std::index_sequence<I...>) {
        const bool known = ((index == I && (take(value.template emplace<I>()), true)) || ...);
        if (!known) refuse();
    }
    std::uint64_t number(std::size_t octets);
    View counted();
    void refuse() {
        good_ = false;
        left_ = {};
    }
    View left_;
    bool good_ = true;
};

}  // namespace detail

template <class T>
void append(Octets& out, const T& value) {
    detail::Appender(out).put(value);
}

template <class T>
Result<T> read(View octets) {
    T value{};
    detail::Reader reader(octets);
    reader.take(value);
    if (!reader.done()) return fail(Cause::malformed, "a frame that is cut short or too long");
    return value;
}

}  // namespace akmasim::frames
