// SPDX-License-Identifier: Apache-2.0
// From which values of the run each of its values was derived: computed once, so that whoever knows the parents is
// known to know the child without trying all that there is.
#pragma once

#include <map>
#include <optional>

#include "simulator/knowledge/evidence.hpp"

namespace akmasim::knowledge {

class Pedigree {
public:
    explicit Pedigree(const Evidence& evidence);

    // The values of parents_of() of that event, of which its value follows; nothing: of none that the subscriber, or
    // the one whose connection it was, ever had.
    const std::optional<std::vector<std::string>>& parents(const record::Event& derivation);

    [[nodiscard]] std::uint64_t tried() const { return tried_; }

private:
    struct Born {
        std::uint64_t seq = 0;
        std::string value;
    };
    using Choice = std::vector<std::string>;

    void add(const std::string& name, const std::string& whose, std::uint64_t seq, const std::string& value);
    [[nodiscard]] std::vector<Choice> candidates(const record::Event& derivation, const std::string& whose) const;
    std::optional<Choice> found(const record::Event& derivation, const std::string& whose);

    const Evidence& evidence_;
    std::map<std::pair<std::string, std::string>, std::vector<Born>> born_;  // by key and subscriber
    std::map<std::uint64_t, std::optional<Choice>> known_;                   // by seq
    std::uint64_t tried_ = 0;
};

}  // namespace akmasim::knowledge
