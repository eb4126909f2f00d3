// SPDX-License-Identifier: Apache-2.0
// Searches many texts at once: their first octets are hashed, and only where a window's hash is known one looks closer.
#include "simulator/record/sweep.hpp"

#include "simulator/base/letters.hpp"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

namespace akmasim::record {
namespace {

constexpr std::size_t window = 8;  // octets; no key is shorter

// Without padding: a padded text begins with the unpadded one.
std::string unpadded(std::string text) {
    while (!text.empty() && text.back() == '=') text.pop_back();
    return text;
}

std::vector<std::string> forms_of(const Octets& secret) {
    std::vector<std::string> forms{std::string(text_of(secret)), hex(secret), upper(hex(secret)),
                                   unpadded(base64(secret)), base64url(secret)};
    for (std::size_t i = 0, plain = forms.size(); i < plain; ++i) {
        forms.push_back(hex(view_of(forms[i])));
        forms.push_back(upper(forms.back()));
    }
    return forms;
}

class Search {
public:
    explicit Search(const std::set<Octets>& secrets) {
        for (const auto& secret : secrets) {
            // One octet over and over is a test's placeholder: its base64 is AAAA..., which anything may contain.
            if (std::ranges::all_of(secret, [&](Octet octet) { return octet == secret.front(); })) continue;
            for (auto& form : forms_of(secret)) put(std::move(form));
        }
    }

    [[nodiscard]] bool finds_in(std::string_view text) const {
        const auto stands = [&](const std::string& form) { return text.find(form) != std::string_view::npos; };
        if (std::ranges::any_of(short_, stands)) return true;
        for (std::size_t at = 0; at + window <= text.size(); ++at) {
            const auto start = start_of(text.substr(at));
            if (seen_[slot(start)] && begins_one(start, text.substr(at))) return true;
        }
        return false;
    }

private:
    static std::uint64_t start_of(std::string_view text) {
        std::uint64_t start = 0;
        std::memcpy(&start, text.data(), window);
        return start;
    }
    static std::size_t slot(std::uint64_t start) { return start * 0x9e3779b97f4a7c15u >> 48; }

    void put(std::string form) {
        if (form.size() < window) return short_.push_back(std::move(form));
        const auto start = start_of(form);
        seen_.set(slot(start));
        by_start_.emplace(start, std::move(form));
    }
    [[nodiscard]] bool begins_one(std::uint64_t start, std::string_view text) const {
        const auto [first, last] = by_start_.equal_range(start);
        return std::any_of(first, last, [&](const auto& known) { return text.starts_with(known.second); });
    }

    std::bitset<65536> seen_;
    std::unordered_multimap<std::uint64_t, std::string> by_start_;
    std::vector<std::string> short_;
};

}  // namespace

std::set<Octets> not_spelled_out(std::set<Octets> secrets, std::string_view scenario, const std::set<Octets>& long_term) {
    const auto small = lower(std::string(scenario));
    std::erase_if(secrets, [&](const Octets& secret) {
        return !long_term.contains(secret) && small.find(hex(secret)) != std::string::npos;
    });
    return secrets;
}

Result<void> sweep(std::string_view text, const std::set<Octets>& secrets) {
    if (Search(secrets).finds_in(text)) return fail(Cause::integrity, "a secret would stand in the recording");
    return {};
}

}  // namespace akmasim::record
