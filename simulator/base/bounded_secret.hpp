// SPDX-License-Identifier: Apache-2.0
// A key whose number of octets lies between two bounds, for example the K of TUAK. Otherwise as Secret in named.hpp.
#pragma once

#include "simulator/base/named.hpp"

namespace akmasim {

template <Name name_, std::size_t least_, std::size_t most_>
class BoundedSecret {
public:
    static constexpr std::string_view name = name_.text();
    static constexpr std::size_t least = least_;
    static constexpr std::size_t most = most_;

    BoundedSecret() = default;
    BoundedSecret(const BoundedSecret&) = delete;
    BoundedSecret& operator=(const BoundedSecret&) = delete;
    BoundedSecret(BoundedSecret&& other) noexcept : octets_(other.octets_), size_(other.size_) { other.clear(); }
    BoundedSecret& operator=(BoundedSecret&& other) noexcept {
        if (this != &other) {
            octets_ = other.octets_;
            size_ = other.size_;
            other.clear();
        }
        return *this;
    }
    ~BoundedSecret() { clear(); }

    static Result<BoundedSecret> from(View octets) {
        if (octets.size() < least_ || octets.size() > most_) return wrong_length("octets", 1);
        BoundedSecret value;
        std::copy(octets.begin(), octets.end(), value.octets_.begin());
        value.size_ = octets.size();
        return value;
    }
    static Result<BoundedSecret> from_text(std::string_view text) {
        BoundedSecret value;
        value.size_ = std::min(text.size() / 2, most_);
        if (text.size() < 2 * least_ || text.size() > 2 * most_ || !from_hex(text, value.expose_writable()))
            return wrong_length("hexadecimal digits", 2);
        return value;
    }

    [[nodiscard]] BoundedSecret clone() const {
        BoundedSecret copy;
        copy.octets_ = octets_;
        copy.size_ = size_;
        return copy;
    }
    [[nodiscard]] View expose() const { return View(octets_).first(size_); }
    [[nodiscard]] std::span<Octet> expose_writable() { return std::span(octets_).first(size_); }
    friend bool operator==(const BoundedSecret& a, const BoundedSecret& b) {
        return a.size_ == b.size_ && same_in_constant_time(a.octets_, b.octets_);
    }

private:
    static tl::unexpected<Error> wrong_length(std::string_view unit, std::size_t times) {
        return fail(Cause::malformed, std::string(name) + ": expected " + std::to_string(least_ * times) + " to " +
                                          std::to_string(most_ * times) + " " + std::string(unit));
    }
    void clear() {
        akmasim::wipe(octets_);
        size_ = 0;
    }
    std::array<Octet, most_> octets_{};
    std::size_t size_ = 0;
};

}  // namespace akmasim
