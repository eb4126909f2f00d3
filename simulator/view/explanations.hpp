// SPDX-License-Identifier: Apache-2.0
// What keys, causes and messages mean, out of one text file that others can extend or translate (explanations.txt).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/result.hpp"

namespace akmasim::view {

struct Explanation {
    std::string kind;                // "key", "5gmm cause", "tls alert", ...
    std::vector<std::string> names;  // the first is the one shown
    std::string summary;
    std::vector<std::pair<std::string, std::string>> facts;  // label and text, in the order of the file

    [[nodiscard]] std::string_view fact(std::string_view label) const;  // empty: none
};

class Explanations {
public:
    // malformed: "line N: ...".
    static Result<Explanations> read(std::string_view text);
    static Result<Explanations> read_file(const std::string& path);

    [[nodiscard]] const Explanation* find(std::string_view kind, std::string_view name) const;  // nullptr: none
    [[nodiscard]] std::vector<const Explanation*> find(std::string_view name) const;            // of any kind
    [[nodiscard]] std::vector<std::string_view> names() const;
    [[nodiscard]] const std::vector<Explanation>& all() const { return all_; }

private:
    std::vector<Explanation> all_;
    std::multimap<std::string, std::size_t> places_;  // by name without case and punctuation
};

const Explanations& built_in();

}  // namespace akmasim::view
