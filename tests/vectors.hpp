// SPDX-License-Identifier: Apache-2.0
// Reads the vector files of tests/vectors: blocks of "key = value" with blank lines between them, "#" begins a comment
// line.
#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulator/base/octets.hpp"

namespace akmasim::test {

// One block. A test that asks for what is not there ends with an exception that names it.
struct Vector {
    std::map<std::string, std::string> values;

    [[nodiscard]] bool has(const std::string& key) const { return values.contains(key); }
    [[nodiscard]] const std::string& text(const std::string& key) const {
        const auto found = values.find(key);
        if (found == values.end()) throw std::runtime_error("a vector without " + key);
        return found->second;
    }
    [[nodiscard]] Octets octets(const std::string& key) const { return from_hex(text(key)).value(); }
    template <class Named>  // Secret or FixedOctets
    [[nodiscard]] Named as(const std::string& key) const {
        return Named::from_text(text(key)).value();
    }
};

inline std::vector<Vector> read_vectors(const std::string& file) {
    std::ifstream in(std::string(AKMASIM_SOURCE_DIR) + "/tests/vectors/" + file);
    if (!in) throw std::runtime_error("no vector file " + file);
    std::vector<Vector> vectors(1);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#')) continue;
        const auto equals = line.find(" =");
        if (equals == std::string::npos) {
            if (!vectors.back().values.empty()) vectors.emplace_back();
            continue;
        }
        const auto value = equals + 3 <= line.size() ? line.substr(equals + 3) : "";
        vectors.back().values[line.substr(0, equals)] = value;
    }
    if (vectors.back().values.empty()) vectors.pop_back();
    if (vectors.empty()) throw std::runtime_error("no vectors in " + file);
    return vectors;
}

}  // namespace akmasim::test
