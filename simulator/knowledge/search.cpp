// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/search.hpp"

#include <algorithm>

namespace akmasim::knowledge {
namespace {

std::size_t slot_of(std::uint64_t window) { return static_cast<std::size_t>(window * 0x9e3779b97f4a7c15U >> 44U); }

// Calls each(window, where it begins) for all of that width.
void windows_of(View octets, std::size_t width, const auto& each) {
    const auto mask = width == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * width) - 1;
    std::uint64_t window = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        window = (window << 8U | octets[i]) & mask;
        if (i + 1 >= width) each(window, i + 1 - width);
    }
}

}  // namespace

Search::Search(std::span<const Value> values) {
    for (const std::size_t width : {8, 4, 1}) {
        widths_.push_back(std::make_unique<Windows>());
        widths_.back()->width = width;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (const auto& text : values[i].forms) {
            auto octets = from_hex(text).value_or(Octets{});
            const auto fits =
                std::ranges::find_if(widths_, [&](const auto& one) { return octets.size() >= one->width; });
            if (fits == widths_.end()) continue;
            (*fits)->forms.push_back(forms_.size());
            forms_.push_back({std::move(octets), i});
        }
    }
    for (auto& windows : widths_) choose_windows(*windows);
}

// Texts of one kind begin or end alike, such as names of one network: the window that fewest forms have tells best.
void Search::choose_windows(Windows& windows) const {
    std::unordered_map<std::uint64_t, std::size_t> shared;
    for (const auto form : windows.forms)
        windows_of(forms_[form].octets, windows.width, [&](std::uint64_t window, std::size_t) { ++shared[window]; });
    for (const auto form : windows.forms) {
        std::uint64_t best = 0;
        std::size_t begins = 0;
        std::size_t least = ~std::size_t{0};
        windows_of(forms_[form].octets, windows.width, [&](std::uint64_t window, std::size_t at) {
            if (const auto count = shared[window]; count < least) {
                least = count;
                best = window;
                begins = at;
            }
        });
        windows.places[best].push_back({form, begins});
        windows.maybe.set(slot_of(best));
    }
}

bool Search::stands(const Form& form, View octets, std::size_t at) const {
    ++compared_;
    return at + form.octets.size() <= octets.size() &&
           std::ranges::equal(octets.subspan(at, form.octets.size()), form.octets);
}

void Search::look(const Windows& windows, View octets, const Found& found) const {
    windows_of(octets, windows.width, [&](std::uint64_t window, std::size_t at) {
        if (!windows.maybe.test(slot_of(window))) return;
        const auto places = windows.places.find(window);
        if (places == windows.places.end()) return;
        for (const auto& place : places->second) {
            const auto& form = forms_[place.form];
            if (at >= place.window && stands(form, octets, at - place.window)) found(form.value);
        }
    });
}

void Search::in(std::string_view octets, const Found& found) const {
    const auto decoded = from_hex(octets).value_or(Octets{});
    for (const auto& windows : widths_) {
        if (!windows->forms.empty()) look(*windows, decoded, found);
    }
}

}  // namespace akmasim::knowledge
