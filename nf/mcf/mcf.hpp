// SPDX-License-Identifier: Apache-2.0
// The MSGin5G Configuration Function: it knows which UE Service IDs belong to which UE (TS 33.501 Y.2). Its link to the
// server is CM-S of TS 23.434, written CmS; the body is this project's own, as no API of it was found (assumed).
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/mcf.hpp"

namespace akmasim::mcf {

struct AssociationRecord {
    std::string ue_service_id;
    std::string ue_id;  // a SUPI or GPSI

    static void fields(auto& m, auto& visit) {
        visit("ueServiceId", m.ue_service_id);
        visit("ueId", m.ue_id);
    }
};

struct Configuration {
    std::vector<AssociationRecord> associations;

    static void fields(auto& m, auto& visit) { visit("associations", m.associations); }
};

using Association = Request<sbi::association, AssociationQuery>;

class Mcf final : public Resident {
public:
    struct Serving {
        static constexpr std::string_view name = "Serving";
    };
    using State = std::variant<Serving>;
    using Hears = std::variant<Association>;

    Mcf(Surroundings around, const Configuration& configuration);

    Result<State> on(const Serving&, const Association&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect&) const override { return {}; }

private:
    std::map<std::string, std::vector<UeServiceId>> by_ue_id_;
    Conversations<Mcf> conversations_{*this};
};

}  // namespace akmasim::mcf
