// SPDX-License-Identifier: Apache-2.0
// A UE, and a network that knows its subscriber: how they come from state to state.
#pragma once

#include <functional>

#include "simulator/crypto/milenage.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/keys/nas_context.hpp"
#include "simulator/keys/sequence_number.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test {

inline const std::string alice = "imsi-001010000000001";
inline const Rand rand_of_story = filled<Rand>(0x11);

inline Envelope from_amf(Octets octets) {
    return octets_from(Link::n1, {"amf", ""}, {"ue", "alice"}, 1, std::move(octets));
}

class UeStory {
public:
    static std::string configuration(std::string_view mode = "implicit") {
        return fmt::format(
            R"({{"subscribers":[{{"name":"alice","mcc":"001","mnc":"01","supi":"{}",)"
            R"("key":"465b5ce8b199b49faa5f0a2ee238a6bc","opc":"cd63cb71954a9f4e48a5994e37a02baf","sqn":"000000000020",)"
            R"("routingIndicator":"0000","protectionScheme":0,"homeNetworkPublicKey":"","homeNetworkPublicKeyId":0,)"
            R"("ea":["EA0","EA2"],"ia":["IA0","IA2"],"capability":"configuration","akmaCapability":true,)"
            R"("ueServiceId":"acct:alice@example.com","servers":[{{"instance":"","fqdn":"msgin5g.example.com",)"
            R"("mode":"{}","uaProtocols":["tls13-psk"],"trustAnchor":""}}]}}]}})",
            alice, mode);
    }
    explicit UeStory(std::string_view mode = "implicit") : ue("ue", configuration(mode)) {}

    Turned is_told_to_register() { return ue.hears(order(command::Register{})); }

    // TS 33.102 6.3.2: AUTN = (SQN xor AK) || AMF || MAC-A
    [[nodiscard]] Autn autn_for(SequenceNumber number, const AmfField& amf = AmfField({0x80, 0})) const {
        const auto mac = milenage.f1(rand_of_story, number.octets(), amf);
        Autn autn;
        for (std::size_t i = 0; i < 6; ++i) autn.writable()[i] = concealed(number).view()[i];
        std::copy_n(amf.view().begin(), 2, autn.writable().begin() + 6);
        std::copy_n(mac.view().begin(), 8, autn.writable().begin() + 8);
        return autn;
    }
    Turned is_challenged_with(const Autn& autn) {
        nas::AuthenticationRequest challenge;
        challenge.rand = rand_of_story;
        challenge.autn = autn;
        return hears(challenge);
    }
    Turned is_challenged() { return is_challenged_with(autn_for(sqn)); }

    static nas::SecurityModeCommand command() {
        nas::SecurityModeCommand selected;
        selected.ia = 2;
        selected.ea = 2;
        for (const int algorithm : {0, 2}) selected.replayed_capability.add_ea(algorithm);
        for (const int algorithm : {0, 2}) selected.replayed_capability.add_ia(algorithm);
        return selected;
    }
    Turned hears_command(const nas::SecurityModeCommand& selected, Octet flip = 0) {
        return hears_command(selected, k_ausf(), flip);
    }
    Turned hears_command(const nas::SecurityModeCommand& selected, const KAusf& under, Octet flip = 0) {
        const keys::Kdf unwatched;
        const auto k_amf =
            keys::k_amf(unwatched, keys::k_seaf(unwatched, under, network_name), Supi(alice), Octets{0, 0});
        network = NasContext(keys::k_nas_enc(unwatched, k_amf, selected.ea),
                             keys::k_nas_int(unwatched, k_amf, selected.ia), selected.ea, selected.ia);
        auto octets =
            network.protect(nas::encode(selected), SecurityHeader::integrity_new_context, Direction::downlink);
        octets[2] ^= flip;
        secured = true;
        return ue.hears(from_amf(octets));
    }
    Turned is_commanded() { return hears_command(command()); }

    static nas::RegistrationAccept acceptance() {
        nas::RegistrationAccept accept;
        accept.guti = nas::Guti{"001", "01", 1, 1, 0, 0x12345678};
        return accept;
    }
    Turned is_accepted() { return hears(acceptance()); }

    // In clear, or protected once there is a security context.
    Turned hears(const nas::Message& message) {
        auto octets = nas::encode(message);
        if (secured) octets = network.protect(octets, SecurityHeader::ciphered, Direction::downlink);
        return ue.hears(from_amf(std::move(octets)));
    }

    void up_to(std::string_view state) {
        const std::vector<std::pair<std::string_view, std::function<void()>>> chapters{
            {"Deregistered", [] {}},
            {"AwaitingChallenge", [this] { is_told_to_register(); }},
            {"AwaitingSecurityMode", [this] { is_challenged(); }},
            {"AwaitingAccept", [this] { is_commanded(); }},
            {"Registered", [this] { is_accepted(); }}};
        for (const auto& [name, play] : chapters) {
            play();
            if (name == state) return;
        }
    }

    [[nodiscard]] Sqn concealed(SequenceNumber number) const {
        Sqn out;
        const auto ak = milenage.vector(rand_of_story).ak;
        for (std::size_t i = 0; i < 6; ++i) out.writable()[i] = number.octets().view()[i] ^ ak.view()[i];
        return out;
    }
    [[nodiscard]] KAusf k_ausf() const {
        const auto outputs = milenage.vector(rand_of_story);
        return keys::k_ausf(keys::Kdf{}, outputs.ck, outputs.ik, network_name, concealed(sqn));
    }
    [[nodiscard]] std::string k_ausf_text() const { return hex(k_ausf().expose()); }
    [[nodiscard]] ResStar res_star() const {
        const auto outputs = milenage.vector(rand_of_story);
        return keys::res_star(keys::Kdf{}, outputs.ck, outputs.ik, network_name, rand_of_story, outputs.res);
    }

    Stage ue;
    crypto::Milenage milenage{LongTermKey::from_text("465b5ce8b199b49faa5f0a2ee238a6bc").value(),
                              Opc::from_text("cd63cb71954a9f4e48a5994e37a02baf").value()};
    SequenceNumber sqn{0x41};
    ServingNetworkName network_name{"5G:mnc001.mcc001.3gppnetwork.org"};
    NasContext network;
    bool secured = false;
};

}  // namespace akmasim::nf::test
