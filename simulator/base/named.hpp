// SPDX-License-Identifier: Apache-2.0
// Types that say their 3GPP name once: FixedOctets<"RAND", 16>, Identifier<"SUPI">, Secret<"KAKMA", 32>.
// The compiler keeps two of them apart; record, error text and redaction read the name from the type.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "simulator/base/octets.hpp"

namespace akmasim {

template <std::size_t N>
struct Name {
    char characters[N];
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is meant to become a Name
    consteval Name(const char (&literal)[N]) { std::copy_n(literal, N, characters); }
    [[nodiscard]] constexpr std::string_view text() const { return {characters, N - 1}; }
};

// Public octets of a fixed length, for example a RAND.
template <Name name_, std::size_t size_>
class FixedOctets {
public:
    static constexpr std::string_view name = name_.text();
    static constexpr std::size_t size = size_;

    constexpr FixedOctets() = default;
    explicit constexpr FixedOctets(const std::array<Octet, size_>& octets) : octets_(octets) {}

    static Result<FixedOctets> from(View octets) {
        if (octets.size() != size_) return wrong_length(octets.size());
        FixedOctets value;
        std::copy(octets.begin(), octets.end(), value.octets_.begin());
        return value;
    }
    static Result<FixedOctets> from_text(std::string_view text) {
        FixedOctets value;
        if (auto done = from_hex(text, value.octets_); !done) {
            return fail(done.error().cause, std::string(name) + ": " + done.error().detail);
        }
        return value;
    }

    [[nodiscard]] View view() const { return octets_; }
    [[nodiscard]] std::span<Octet> writable() { return octets_; }
    auto operator<=>(const FixedOctets&) const = default;

private:
    static tl::unexpected<Error> wrong_length(std::size_t got) {
        return fail(Cause::malformed,
                    std::string(name) + ": expected " + std::to_string(size_) + " octets, got " + std::to_string(got));
    }
    std::array<Octet, size_> octets_{};
};

// Public octets whose number lies between two bounds, for example a RES. Empty until given a value.
template <Name name_, std::size_t least_, std::size_t most_>
class BoundedOctets {
public:
    static constexpr std::string_view name = name_.text();
    static constexpr std::size_t least = least_;
    static constexpr std::size_t most = most_;

    constexpr BoundedOctets() = default;
    template <std::size_t count>
    requires(least_ <= count && count <= most_) explicit constexpr BoundedOctets(const std::array<Octet, count>& octets)
        : size_(count) {
        std::copy_n(octets.begin(), count, octets_.begin());
    }

    static Result<BoundedOctets> from(View octets) {
        if (octets.size() < least_ || octets.size() > most_) return wrong_length(octets.size());
        BoundedOctets value;
        std::copy(octets.begin(), octets.end(), value.octets_.begin());
        value.size_ = octets.size();
        return value;
    }
    static Result<BoundedOctets> from_text(std::string_view text) {
        auto octets = akmasim::from_hex(text);
        if (!octets) return fail(octets.error().cause, std::string(name) + ": " + octets.error().detail);
        return from(*octets);
    }

    [[nodiscard]] View view() const { return View(octets_).first(size_); }
    auto operator<=>(const BoundedOctets&) const = default;  // what is beyond size_ is always zero

private:
    static tl::unexpected<Error> wrong_length(std::size_t got) {
        return fail(Cause::malformed, std::string(name) + ": expected " + std::to_string(least_) + " to " +
                                          std::to_string(most_) + " octets, got " + std::to_string(got));
    }
    std::array<Octet, most_> octets_{};
    std::size_t size_ = 0;
};

// Text that names something, for example a SUPI. Compared octet by octet.
template <Name name_>
class Identifier {
public:
    static constexpr std::string_view name = name_.text();

    Identifier() = default;
    explicit Identifier(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    auto operator<=>(const Identifier&) const = default;

private:
    std::string text_;
};

// A key. It can be moved or cloned but not copied by accident, is wiped when it goes, compares in constant time
// and has no way into a stream; expose() is allowed in crypto, keys and codecs only (tools/tidy.py looks).
template <Name name_, std::size_t size_>
class Secret {
public:
    static constexpr std::string_view name = name_.text();
    static constexpr std::size_t size = size_;

    Secret() = default;
    explicit Secret(const std::array<Octet, size_>& octets) : octets_(octets) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : octets_(other.octets_) { akmasim::wipe(other.octets_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            octets_ = other.octets_;
            akmasim::wipe(other.octets_);
        }
        return *this;
    }
    ~Secret() { akmasim::wipe(octets_); }

    static Result<Secret> from(View octets) {
        if (octets.size() != size_) {
            return fail(Cause::malformed, std::string(name) + ": expected " + std::to_string(size_) + " octets");
        }
        Secret value;
        std::copy(octets.begin(), octets.end(), value.octets_.begin());
        return value;
    }
    static Result<Secret> from_text(std::string_view text) {
        Secret value;
        if (auto done = from_hex(text, value.octets_); !done) {
            return fail(Cause::malformed,
                        std::string(name) + ": expected " + std::to_string(size_ * 2) + " hexadecimal digits");
        }
        return value;
    }

    [[nodiscard]] Secret clone() const { return Secret(octets_); }
    [[nodiscard]] View expose() const { return octets_; }
    [[nodiscard]] std::span<Octet> expose_writable() { return octets_; }
    friend bool operator==(const Secret& a, const Secret& b) { return same_in_constant_time(a.octets_, b.octets_); }

private:
    std::array<Octet, size_> octets_{};
};

}  // namespace akmasim
