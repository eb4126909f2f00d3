// SPDX-License-Identifier: Apache-2.0
// Finds many values in octets at once. What it takes grows with the octets and not with the values times the octets:
// of each form one window is looked up that as few others as possible share.
#pragma once

#include <bitset>
#include <functional>
#include <memory>
#include <unordered_map>

#include "simulator/base/octets.hpp"
#include "simulator/knowledge/evidence.hpp"

namespace akmasim::knowledge {

class Search {
public:
    explicit Search(std::span<const Value> values);

    // octets: hexadecimal digits, two an octet. found: the place of each value of which a form stands there; a value
    // may be told more than once.
    using Found = std::function<void(std::size_t value)>;
    void in(std::string_view octets, const Found& found) const;

    // How often a form was held against octets, since the beginning.
    [[nodiscard]] std::uint64_t compared() const { return compared_; }

private:
    struct Form {
        Octets octets;
        std::size_t value = 0;
    };
    struct Place {
        std::size_t form = 0;
        std::size_t window = 0;  // where in the form the window begins
    };
    // All forms that have room for a window of that width and none for the next wider one.
    struct Windows {
        std::size_t width = 0;
        std::vector<std::size_t> forms;
        std::unordered_map<std::uint64_t, std::vector<Place>> places;
        std::bitset<1U << 20U> maybe;
    };

    void choose_windows(Windows& windows) const;
    void look(const Windows& windows, View octets, const Found& found) const;
    [[nodiscard]] bool stands(const Form& form, View octets, std::size_t at) const;

    std::vector<Form> forms_;
    std::vector<std::unique_ptr<Windows>> widths_;  // 8, 4, 1
    mutable std::uint64_t compared_ = 0;
};

}  // namespace akmasim::knowledge
