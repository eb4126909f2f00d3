// SPDX-License-Identifier: Apache-2.0
// What each role accepts in which state. A handler with a mistyped parameter makes its pair unexpected without a word
// from the compiler; this list is where that shows.
// To update: write the new pair by hand, next to its state, before you look at `akmasim-nf --states ROLE`; where the
// two differ, the handler is wrong. The tests of each role take states and pairs from the registry: a new state needs a
// chapter in that role's story (up_to), a new message a sample in the list of messages that may be unexpected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nf/registry.hpp"

namespace {

using akmasim::AcceptedPairs;
using testing::ElementsAreArray;

AcceptedPairs pairs_of(std::string_view role) {
    for (const auto& entry : akmasim::nf::registry()) {
        if (entry.role == role) return entry.pairs();
    }
    return {};
}

TEST(AcceptedPairs, OfTheUe) {
    EXPECT_THAT(pairs_of("ue"), ElementsAreArray(AcceptedPairs{
                                    {"Deregistered", "Register"},
                                    {"AwaitingChallenge", "AuthenticationRequest"},
                                    {"AwaitingChallenge", "AuthenticationReject"},
                                    {"AwaitingChallenge", "RegistrationReject"},
                                    {"AwaitingSecurityMode", "AuthenticationRequest"},
                                    {"AwaitingSecurityMode", "AuthenticationReject"},
                                    {"AwaitingSecurityMode", "SecurityModeCommand"},
                                    {"AwaitingSecurityMode", "RegistrationReject"},
                                    {"AwaitingAccept", "SeedAkmaCapability"},
                                    {"AwaitingAccept", "RegistrationAccept"},
                                    {"Idle", "Connect"},
                                    {"Idle", "Send"},
                                    {"AwaitingSession", "UaOctets"},
                                    {"Handshaking", "UaOctets"},
                                    {"Open", "Connect"},
                                    {"Open", "Send"},
                                    {"Open", "UaOctets"},
                                    {"AwaitingRegistration", "UaOctets"},
                                    {"AwaitingAnswer", "UaOctets"},
                                }));
}

TEST(AcceptedPairs, OfTheAmf) {
    EXPECT_THAT(pairs_of("amf"), ElementsAreArray(AcceptedPairs{
                                     {"Idle", "RegistrationRequest"},
                                     {"AwaitingVector", "AuthenticateResponse"},
                                     {"AwaitingResStar", "AuthenticationResponse"},
                                     {"AwaitingResStar", "AuthenticationFailure"},
                                     {"AwaitingConfirmation", "AkaConfirmationResponse"},
                                     {"AwaitingSecurityMode", "SecurityModeComplete"},
                                     {"AwaitingSecurityMode", "SecurityModeReject"},
                                     {"AwaitingComplete", "RegistrationComplete"},
                                     {"Rejected", "RegistrationRequest"},
                                 }));
}

TEST(AcceptedPairs, OfTheAusf) {
    EXPECT_THAT(pairs_of("ausf"), ElementsAreArray(AcceptedPairs{
                                      {"Idle", "AuthenticateRequest"},
                                      {"AwaitingVector", "GenerateAuthDataResponse"},
                                      {"AwaitingResStar", "AkaConfirmationRequest"},
                                      {"AwaitingEventAck", "ConfirmAuthResponse"},
                                      {"AwaitingAnchorAck", "RegisterAnchorKeyResponse"},
                                  }));
}

TEST(AcceptedPairs, OfUdmAanfAndConfigurationFunction) {
    EXPECT_THAT(pairs_of("udm"), ElementsAreArray(AcceptedPairs{{"Serving", "GenerateAuthDataRequest"},
                                                                {"Serving", "ConfirmAuthRequest"}}));
    EXPECT_THAT(pairs_of("aanf"), ElementsAreArray(AcceptedPairs{{"Serving", "RegisterAnchorKeyRequest"},
                                                                 {"Serving", "RetrieveApplicationKeyRequest"}}));
    EXPECT_THAT(pairs_of("mcf"), ElementsAreArray(AcceptedPairs{{"Serving", "AssociationRequest"}}));
}

TEST(AcceptedPairs, OfTheMsgin5gServer) {
    EXPECT_THAT(pairs_of("msgin5g"), ElementsAreArray(AcceptedPairs{
                                         {"Idle", "UaOctets"},
                                         {"AwaitingSessionKey", "RetrieveApplicationKeyResponse"},
                                         {"SessionReady", "UaOctets"},
                                         {"AwaitingKey", "UaOctets"},
                                         {"AwaitingKey", "RetrieveApplicationKeyResponse"},
                                         {"Handshaking", "UaOctets"},
                                         {"Open", "UaOctets"},
                                         {"AwaitingAssociation", "UaOctets"},
                                         {"AwaitingAssociation", "AssociationResponse"},
                                         {"AwaitingDigestKey", "UaOctets"},
                                         {"AwaitingDigestKey", "RetrieveApplicationKeyResponse"},
                                     }));
}

}  // namespace
