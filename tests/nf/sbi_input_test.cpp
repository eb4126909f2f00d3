// SPDX-License-Identifier: Apache-2.0
// What crashed or fooled others, at every service operation of every network function: bodies that are deep, huge, of
// wrong types or without a member. Nothing happens, the peer hears 400 and which member it was, and the next good
// request is served.
#include <fmt/format.h>

#include "tests/nf/nrf_story.hpp"

namespace akmasim::nf::test {
namespace {

using Body = std::vector<std::pair<std::string, std::string>>;  // name and JSON of each member

const std::string alice = "imsi-001010000000001";
const std::string a_kid = R"("0000.0f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org")";
const std::string network = R"("5G:mnc001.mcc001.3gppnetwork.org")";
const std::string instance = R"("7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11")";
const std::string key_digits = '"' + std::string(64, '7') + '"';

struct Door {
    const sbi::Operation& operation;
    std::string consumer;
    std::string producer;
    Body body;
    std::string parameter = {};
};

void PrintTo(const Door& door, std::ostream* out) { *out << door.producer << " " << door.operation.request; }

std::string configuration_of(const std::string& role) {
    if (role == "ausf") return R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01"})";
    if (role == "mcf") return R"({"associations":[]})";
    if (role == "aanf") return R"({"keyLifetime":60,"authorizedAfs":[]})";
    if (role == "nef")
        return R"({"afs":[{"party":"msgin5g","fqdn":"msgin5g.example.com","gpsi":true}],"realm":"5gc.mnc001.mcc001.3gppnetwork.org"})";
    if (role == "nrf")
        return fmt::format(
            R"({{"nfInstanceId":"9b1d4c36-0f5e-4c1b-8f2a-5e7d3c90a001","signingKey":"{}","publicKey":"{}",)"
            R"("tokenLifetime":60,"nfs":[{{"party":"aanf","nfInstanceId":"{}","nfType":"AANF"}}],)"
            R"("faults":[]}})",
            crypto::es256::text_of(nrf_keys().private_key), hex(nrf_keys().public_key.view()), aanf_id);
    return R"({"homeNetworkKeys":[],"plmns":[],"realms":[],"servingNetworks":[],"subscribers":[{"supi":"imsi-001010000000001",)"
           R"("key":"465b5ce8b199b49faa5f0a2ee238a6bc","opc":"cd63cb71954a9f4e48a5994e37a02baf",)"
           R"("amf":"8000","sqn":"000000000020","akma":true,"routingIndicator":"0"}]})";
}

std::string json_of(const Body& body) {
    std::string text = "{";
    for (const auto& [name, value] : body) text += (text.size() > 1 ? ",\"" : "\"") + name + "\":" + value;
    return text + "}";
}

class EachDoor : public testing::TestWithParam<Door> {
protected:
    Turned hears(const std::string& json) {
        const auto& door = GetParam();
        return stage_.hears(json_request(door.operation, door.consumer, door.producer, json, door.parameter));
    }
    // TS 29.500 5.2.7.2: refused with 400, and nothing else happens. The peer learns of its body one member's name.
    void expect_refused(const std::string& json, const std::string& cause, const std::string& member = "") {
        SCOPED_TRACE(json.substr(0, 120));
        const auto turned = hears(json);
        turned.stays().derives({}).notes(Cause::malformed, "").answers(400, cause);
        const auto answer = turned.sent_once(GetParam().operation.link);
        EXPECT_EQ(answer.to.role, GetParam().consumer);
        const auto named = member.empty() ? "" : R"("detail":")" + member + R"(",)";
        EXPECT_EQ(text_of(answer.octets), R"({"status":400,)" + named + R"("cause":")" + cause + R"("})");
    }
    // TS 29.535 6.1.6.2.2: an anchor key comes with a SUPI or a GPSI; the AAnF asks for the former by itself.
    static bool optional(std::size_t at) {
        return &GetParam().operation == &sbi::register_anchor_key && GetParam().body[at].first == "supi";
    }
    // A good request has an effect that is no refusal.
    void expect_served() { hears(json_of(GetParam().body)).notes_none(); }

private:
    Stage stage_{GetParam().producer, configuration_of(GetParam().producer)};
};

TEST_P(EachDoor, StaysShutToWhatIsNoBodyOfItsOwn) {
    using namespace std::string_literals;
    const std::string deep = std::string(2000, '[') + std::string(2000, ']');
    for (const auto& json :
         {""s, " "s, "null"s, "7"s, "\"x\""s, "[]"s, "[{}]"s, "{"s, "{}x"s, "{\"a\":}"s, "{'a':1}"s, "\0"s, "{}\0{}"s,
          "\xff\xfe{}"s, "{\"\xc3\x28\":1}"s, deep, "{\"a\":" + deep + "}", std::string(5 * 1024 * 1024, ' '),
          "{\"a\":\"" + std::string(5 * 1024 * 1024, 'a') + "\"}"})
        expect_refused(json, "INVALID_MSG_FORMAT");
    expect_served();
}

TEST_P(EachDoor, StaysShutToMembersOfWrongTypesAndToMissingOnes) {
    for (std::size_t at = 0; at < GetParam().body.size(); ++at) {
        for (const auto* value : {"7", "[]", "{}", "null", "-1", R"([["a"]])"}) {
            auto body = GetParam().body;
            if (body[at].second == value) continue;
            body[at].second = value;
            expect_refused(json_of(body), optional(at) ? "OPTIONAL_IE_INCORRECT" : "MANDATORY_IE_INCORRECT",
                           body[at].first);
        }
        auto body = GetParam().body;
        body[at].second = "1e400";  // a number that the parser does not take
        expect_refused(json_of(body), "INVALID_MSG_FORMAT");
        if (optional(at)) continue;
        body = GetParam().body;
        body.erase(body.begin() + static_cast<std::ptrdiff_t>(at));
        expect_refused(json_of(body), "MANDATORY_IE_MISSING", GetParam().body[at].first);
    }
    expect_served();
}

const Door doors[]{
    {sbi::authenticate, "amf", "ausf", {{"supiOrSuci", "\"imsi-001010000000001\""}, {"servingNetworkName", network}}},
    {sbi::deregister_ue, "udm", "ausf", {{"supi", "\"imsi-001010000000001\""}}},
    {sbi::generate_auth_data, "ausf", "udm", {{"servingNetworkName", network}, {"ausfInstanceId", instance}}, alice},
    {sbi::confirm_auth,
     "ausf",
     "udm",
     {{"nfInstanceId", instance},
      {"success", "true"},
      {"timeStamp", "\"2026-11-23T12:00:00Z\""},
      {"authType", "\"5G_AKA\""},
      {"servingNetworkName", network}},
     alice},
    {sbi::amf_registration,
     "amf",
     "udm",
     {{"amfInstanceId", instance},
      {"deregCallbackUri", "\"http://amf/d\""},
      {"guami", R"({"plmnId":{"mcc":"001","mnc":"01"},"amfId":"010040"})"},
      {"ratType", "\"NR\""}},
     alice},
    {sbi::auth_trigger, "aanf", "udm", {{"supi", "\"imsi-001010000000001\""}}, alice},
    {sbi::register_anchor_key, "ausf", "aanf", {{"aKId", a_kid}, {"kAkma", key_digits}, {"supi", '"' + alice + '"'}}},
    {sbi::retrieve_application_key,
     "msgin5g",
     "aanf",
     {{"afId", "\"msgin5g.example.com:0100000007\""}, {"aKId", a_kid}}},
    {sbi::retrieve_by_nef, "msgin5g", "nef", {{"afId", "\"msgin5g.example.com:0100000007\""}, {"aKId", a_kid}}},
    {sbi::nf_register,
     "aanf",
     "nrf",
     {{"nfInstanceId", '"' + aanf_id + '"'},
      {"nfType", "\"AANF\""},
      {"nfStatus", "\"REGISTERED\""},
      {"fqdn", "\"aanf.x\""}},
     aanf_id},
};
INSTANTIATE_TEST_SUITE_P(Of, EachDoor, testing::ValuesIn(doors), [](const auto& one) {
    return std::string(one.param.operation.request) + "_" + one.param.producer;
});

// TS 29.571 SupiOrSuci: what stands in a path is text of a peer's.
TEST(UdmAlone, TellsEachIdentityThatNobodyHasTheSame) {
    using namespace std::string_literals;
    Stage udm("udm", configuration_of("udm"));
    const Body body{{"servingNetworkName", network}, {"ausfInstanceId", instance}};
    std::optional<Octets> told;
    for (const auto& who : {"imsi-001019999999999"s, "imsi-"s, "nobody"s, "nai-@"s, std::string(3000, '1'), "a?b"s,
                            "%25"s, "imsi-001010000000001 "s, "IMSI-001010000000001"s}) {
        const auto answer = udm.hears(json_request(sbi::generate_auth_data, "ausf", "udm", json_of(body), who));
        answer.derives({});
        const auto& octets = answer.sent_once(Link::n13).octets;
        EXPECT_EQ(told.value_or(octets), octets) << who.substr(0, 40);
        told = octets;
    }
    for (const auto* raw : {"%00", "a%2Fb", "..%2f..", "%", "%2", "a%0a"}) {
        auto request = json_request(sbi::generate_auth_data, "ausf", "udm", json_of(body), alice);
        request.http->path = "/nudm-ueau/v1/"s + raw + "/security-information/generate-auth-data";
        udm.hears(request).stays().derives({}).notes(Cause::malformed, "path").answers(400, "INVALID_MSG_FORMAT");
    }
}

}  // namespace
}  // namespace akmasim::nf::test
