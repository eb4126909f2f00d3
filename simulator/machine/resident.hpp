// SPDX-License-Identifier: Apache-2.0
// A network function as its host sees it: it attends to one message at a time and says all it did.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "simulator/machine/conversations.hpp"
#include "simulator/machine/nrf_client.hpp"
#include "simulator/machine/token_check.hpp"
#include "simulator/machine/turn.hpp"

namespace akmasim {

class Resident {
public:
    explicit Resident(Surroundings around);
    virtual ~Resident() = default;

    // Takes one message. An error becomes one refusal: the state stays and the outbox is dropped. Whose service request
    // cannot be read hears so. To each service request of ours something is heard: the answer, 502 in place of one that
    // cannot be read, 504 in place of one that has not come when the timer of its link runs out.
    Effects attend(const Envelope& incoming, Time now);

    // How much of each kind it keeps: what lives, never what has been.
    using Held = std::map<std::string, std::size_t>;
    [[nodiscard]] Held holds() const;

protected:
    virtual void count(Held&) const {}
    virtual Result<void> hear(const Envelope& incoming, Turn& turn) = 0;

    // For an SBI response: what we asked, of whom. wrong_sender: it comes from somebody else.
    Result<Outstanding> asked(const Envelope& response) const;

    // Answers command::Inspect: named values this resident holds about a subscriber.
    virtual command::Inspection inspect(const command::Inspect& about) const = 0;

    Surroundings around_;

private:
    Effects attend(const Envelope& incoming, Time now, bool in_place);
    Effects attend_failed(const Envelope& incoming, Time now, const Error& error, bool in_place);
    [[nodiscard]] std::optional<Envelope> silence_of(const Envelope& incoming) const;
    void settle(std::uint64_t request, Effects& effects);
    void guard(Turn& turn) const;
    Result<void> take(const Envelope& incoming, Turn& turn);
    Result<bool> take_order(const Envelope& incoming, Turn& turn);
    bool denied(const Envelope& request, Turn& turn) const;

    std::map<std::string, std::unique_ptr<Random>> streams_;
    std::map<std::uint64_t, Outstanding> outstanding_;
    std::uint64_t next_stream_ = around_.first_stream;
    std::optional<NrfClient> nrf_;        // where there is an NRF
    std::optional<TokenCheck> check_;     // where it gives tokens
    NrfClient::GivenUp unanswerable_;     // requests of ours that never went, in this turn
};

}  // namespace akmasim
