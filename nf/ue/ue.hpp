// SPDX-License-Identifier: Apache-2.0
// All UEs of a run: each has a USIM, an ME and an MSGin5G client, and is addressed by its subscriber's name.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "nf/ue/me.hpp"
#include "nf/ue/msgin5g_client.hpp"
#include "simulator/machine/resident.hpp"

namespace akmasim::ue {

class Ue final : public Resident {
public:
    static Result<std::unique_ptr<Ue>> make(Surroundings around, Configuration configuration);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    struct Equipment {
        Equipment(Profile profile, Usim usim, TlsContexts& tls)
            : me(std::move(profile), std::move(usim)), client(me, tls) {}
        Me me;
        Msgin5gClient client;
    };

    explicit Ue(Surroundings around) : Resident(std::move(around)), tls_(around_.witnessed) {}
    Result<void> hear_order(Equipment& equipment, const Envelope& incoming, Turn& turn);

    TlsContexts tls_;
    std::map<std::string, std::unique_ptr<Equipment>> equipment_;
};

}  // namespace akmasim::ue
