// SPDX-License-Identifier: Apache-2.0
// The USIM: K, OPc (or TOPc) and the array of sequence numbers stay in here (TS 33.102 6.3.3, TS 31.102).
#pragma once

#include <array>
#include <variant>

#include "nf/ue/profile.hpp"
#include "simulator/base/names.hpp"
#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/keys/sequence_number.hpp"

namespace akmasim::ue {

class Usim {
public:
    struct Genuine {
        Res res;
        Ck ck;
        Ik ik;
        Sqn concealed_sqn;  // SQN xor AK, as it stands in AUTN
        bool separation_bit = false;
        std::string_view clause;  // of the functions that made CK and IK
    };
    struct MacFailure {};
    struct SyncFailure {
        Auts auts;
    };
    using Answer = std::variant<Genuine, MacFailure, SyncFailure>;

    // TS 33.102 C.2: how far SEQ may jump ahead, and how old it may be (0: no limit).
    struct Limits {
        std::uint64_t delta = SequenceNumber::delta;
        std::uint64_t age = 0;
        bool ignored = false;  // SQN is not looked at: for showing what it is for
    };

    using Functions = std::unique_ptr<const crypto::AuthenticationFunctions>;

    Usim(Functions functions, const Sqn& last_used, Limits limits);
    static Result<Usim> of(const Profile& profile);

    [[nodiscard]] Sqn last_accepted() const { return highest_.octets(); }

    // TS 33.102 6.3.3: MAC-A first, then whether SQN is fresh. Only a genuine, fresh challenge moves the array.
    Answer authenticate(const Rand& rand, const Autn& autn);

private:
    [[nodiscard]] bool fresh(SequenceNumber sqn) const;
    [[nodiscard]] Auts auts(const Rand& rand, const Sqn& concealed) const;

    Functions f_;
    std::array<std::uint64_t, SequenceNumber::slots> seq_ms_{};  // the newest SEQ accepted in each slot
    SequenceNumber highest_;
    Limits limits_;
};

}  // namespace akmasim::ue
