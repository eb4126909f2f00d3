// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/recovery.hpp"

#include <set>

#include "simulator/knowledge/rules.hpp"
#include "simulator/record/key_prints.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

class Recovery {
public:
    Recovery(const std::vector<Person>& people, const std::string& id)
        : prints_(from_hex(id).value_or(Octets{}), false) {
        for (const auto& person : people) {
            keep("K", person.name, person.k);
            keep("OPc", person.name, person.opc);
            for (const auto& [name, value] : person.others) keep(name, person.name, value);
        }
    }

    void follow(const Event& derivation) {
        if (!derivation.value.empty()) return keep(derivation.key, derivation.ue, derivation.value);
        const auto known = values_.find(derivation.fp);
        if (known != values_.end()) return keep(derivation.key, derivation.ue, std::string(known->second));
        if (!recover(derivation, true)) recover(derivation, false);
    }

    std::map<std::string, std::string> values() && { return std::move(values_); }

private:
    using Values = std::set<std::string>;

    void keep(const std::string& name, const std::string& ue, const std::string& value) {
        const auto octets = from_hex(value);
        if (!octets || octets->empty()) return;
        held_[name][ue].insert(value);
        values_[prints_.of(*octets)] = value;
    }

    // own: from the subscriber's own keys; else from anybody's.
    bool recover(const Event& derivation, bool own) {
        std::vector<std::vector<std::string>> choices{{}};
        for (const auto& parent : parents_of(derivation)) {
            std::vector<std::vector<std::string>> longer;
            for (const auto& value : held(parent, own ? &derivation.ue : nullptr)) {
                for (const auto& choice : choices) {
                    longer.push_back(choice);
                    longer.back().push_back(value);
                }
            }
            choices = std::move(longer);
        }
        for (const auto& choice : choices) {
            const auto value = result_of(derivation, choice, [&](const std::string& made) {
                return prints_.of(from_hex(made).value_or(Octets{})) == derivation.fp;
            });
            if (!value) continue;
            keep(derivation.key, derivation.ue, *value);
            return true;
        }
        return false;
    }

    [[nodiscard]] Values held(const std::string& name, const std::string* ue) const {
        Values values;
        const auto found = held_.find(name);
        if (found == held_.end()) return values;
        for (const auto& [whose, some] : found->second) {
            if (ue == nullptr || *ue == whose) values.insert(some.begin(), some.end());
        }
        return values;
    }

    record::KeyPrints prints_;
    std::map<std::string, std::map<std::string, Values>> held_;  // by key and subscriber
    std::map<std::string, std::string> values_;                  // by fingerprint
};

}  // namespace

std::map<std::string, std::string> values_behind(std::span<const Event> events, const std::vector<Person>& people,
                                                 const std::string& id) {
    Recovery recovery(people, id);
    for (const auto& event : events) {
        if (event.kind == "derive") recovery.follow(event);
    }
    return std::move(recovery).values();
}

}  // namespace akmasim::knowledge
