// SPDX-License-Identifier: Apache-2.0
// The words of the links: what a scenario may name.
#include "simulator/protocol/fields.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace akmasim {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

std::vector<std::string> fields_of(Link link, std::string_view message) {
    std::vector<std::string> names;
    for (const auto& words : messages_on(link)) {
        if (words.name != message) continue;
        for (const auto& field : words.fields) names.push_back(field.name);
    }
    return names;
}

std::string_view kind_of(Link link, std::string_view message, std::string_view field) {
    for (const auto& words : messages_on(link)) {
        const auto found = std::ranges::find(words.fields, field, &Field::name);
        if (words.name == message && found != words.fields.end()) return found->kind;
    }
    return "";
}

TEST(FieldsOfAMessage, AreThoseOfItsCodec) {
    EXPECT_THAT(fields_of(Link::n1, "RegistrationRequest"),
                IsSupersetOf({"registrationType", "ngKsi", "suci.protectionScheme", "guti.tmsi",
                              "ueSecurityCapability.ea", "container.ngKsi", "securityHeaderType"}));
    EXPECT_THAT(fields_of(Link::n1, "AuthenticationRequest"), IsSupersetOf({"rand", "autn", "abba", "eap.subtype"}));
    EXPECT_THAT(fields_of(Link::n13, "GenerateAuthDataResponse"),
                IsSupersetOf({"status", "akmaInd", "routingId", "authenticationVector.rand",
                              "authenticationVector.ckPrime", "authenticationVector.kausf", "cause"}));
    EXPECT_THAT(fields_of(Link::n12, "AuthenticateResponse"),
                IsSupersetOf({"5gAuthData.hxresStar", "5gAuthData.subtype", "_links.5g-aka.href"}));
    EXPECT_THAT(fields_of(Link::ua, "CoapRequest"), IsSupersetOf({"method", "text", "ueSvcId", "oriAddr.addr"}));
    EXPECT_THAT(fields_of(Link::ua, "ClientHello"), IsSupersetOf({"pskIdentity", "cipherSuites"}));
}

TEST(FieldsOfAMessage, AreNotThoseOfAnother) {
    EXPECT_THAT(fields_of(Link::n1, "RegistrationReject"), Not(Contains("rand")));
    EXPECT_THAT(fields_of(Link::n13, "GenerateAuthDataRequest"), Not(Contains("status")));
    EXPECT_THAT(fields_of(Link::n13, "GenerateAuthDataResponse"), Not(Contains("path")));
    EXPECT_THAT(fields_of(Link::ua, "CoapResponse"), Not(Contains("method")));
    EXPECT_TRUE(messages_on(Link::control).empty()) << "orders are no messages of the system";
}

TEST(FieldsOfAMessage, MayHaveKeysThatTheSenderChooses) {
    EXPECT_THAT(fields_of(Link::nnrf, "NfRegisterRequest"), Contains("nfServiceList.*.serviceName"));
    EXPECT_TRUE(is_field("nfServiceList.naanf-akma-1.serviceName", "nfServiceList.*.serviceName"));
    EXPECT_FALSE(is_field("nfServiceList.serviceName", "nfServiceList.*.serviceName"));
    EXPECT_FALSE(is_field("nfServiceList.naanf-akma-1.service", "nfServiceList.*.serviceName"));
    EXPECT_FALSE(is_field("nfType", "nfStatus"));
}

TEST(FieldsOfAMessage, HaveAKind) {
    EXPECT_EQ(kind_of(Link::n1, "RegistrationRequest", "ngKsi"), "number");
    EXPECT_EQ(kind_of(Link::n1, "AuthenticationRequest", "rand"), "octets");
    EXPECT_EQ(kind_of(Link::n13, "GenerateAuthDataResponse", "akmaInd"), "flag");
    EXPECT_EQ(kind_of(Link::n13, "GenerateAuthDataResponse", "authenticationVector.kausf"), "secret");
    EXPECT_EQ(kind_of(Link::n12, "AkaConfirmationResponse", "authResult"), "text");
    EXPECT_EQ(kind_of(Link::cm_s, "AssociationResponse", "ueServiceIds"), "list");
}

TEST(FieldsOfAMessage, ThatNobodyUnderstandsMayBeAnyOfItsLink) {
    EXPECT_THAT(fields_of(Link::n62, "Undecodable"), IsSupersetOf({"afId", "status", "error"}));
}

}  // namespace
}  // namespace akmasim
