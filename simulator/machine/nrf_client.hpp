// SPDX-License-Identifier: Apache-2.0
// A network function and the NRF, for all its requests alike: it says what it offers, finds who serves a Routing
// Indicator, and holds an access token for each request that needs one (TS 33.501 13.3 and 13.4.1.1, TS 29.510).
// Handlers send as if there were no NRF; what they send waits here until it may go.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/machine/nrf_access.hpp"
#include "simulator/machine/turn.hpp"
#include "simulator/protocol/nnrf.hpp"

namespace akmasim {

class NrfClient {
public:
    explicit NrfClient(NrfAccess access) : access_(std::move(access)) {}

    void announce(Turn& turn);

    // Takes from the turn's effects each request that has to wait; where it goes, once found, stands in `outstanding`.
    void dispatch(Turn& turn, std::map<std::uint64_t, Outstanding>& outstanding);

    // Requests that cannot go, and the status that their sender hears.
    struct GivenUp {
        std::vector<Envelope> requests;
        int status = 0;
    };
    // An answer of the NRF. What waited for it goes on its way; what cannot go is returned.
    Result<GivenUp> hear(const Envelope& response, const Outstanding& asked, Turn& turn,
                                       std::map<std::uint64_t, Outstanding>& outstanding);

private:
    struct Waiting {
        Envelope request;
        std::optional<std::string> serving;  // a Routing Indicator; absent: the receiver is known
    };
    // What a request lacks: with an NF type a token for a scope there, without one whoever serves a Routing Indicator.
    struct Need {
        std::string nf_type;
        std::string of;
        auto operator<=>(const Need&) const = default;
    };
    struct Token {
        std::string text;
        Time until = 0;
    };
    struct Found {
        Address address;
        Time until = 0;
    };
    using Requests = std::map<std::uint64_t, Outstanding>;

    [[nodiscard]] std::optional<Need> lack(const Waiting& waiting) const;
    // Fills in what is held; what `answered` brought is good for those who waited for it, however short its life.
    bool fill(Waiting& waiting, const Need& need, Time now, Requests& outstanding, const Need* answered) const;
    bool ready(Waiting& waiting, Turn& turn, Requests& outstanding, const Need* answered);
    void ask_for(const Need& need, Turn& turn);
    Result<void> keep(const Need& need, const Envelope& response, Time now);
    std::vector<Envelope> give_up(const Need& need);
    void registered(int status, Turn& turn);
    void register_here(Turn& turn) const;

    NrfAccess access_;
    std::map<Need, Token> tokens_;
    std::map<Need, Found> found_;
    std::map<std::uint64_t, Need> asked_;  // by our stream at the NRF
    int announced_ = 0;                    // how often without an answer
    std::vector<Waiting> waiting_;
};

}  // namespace akmasim
