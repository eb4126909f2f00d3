// SPDX-License-Identifier: Apache-2.0
// Subscribers out of somebody else's file, before they are written as ours.
#pragma once

#include <string>
#include <vector>

#include "simulator/scenario/import.hpp"

namespace akmasim::scenario {

struct Imported {
    std::string supi;
    std::string mcc;
    std::string mnc;
    std::string key;
    std::string op;
    std::string op_type = "OPC";
    std::string amf;
    std::string sqn;
    std::string gpsi;
    std::string routing_indicator;
    std::string protection_scheme;
    std::string home_network_public_key;
    std::string home_network_public_key_id;
    bool eap = false;                 // EAP-AKA'
    bool doubtful_mnc = false;        // of two digits or of three: nothing tells
    std::size_t line = 1;             // of the file, where it begins
    std::vector<std::string> unused;  // members that have no place in ours, by name
};

struct Found {
    std::string project;
    std::vector<Imported> subscribers;
    std::string note;
};

inline constexpr std::string_view guessed_mnc =
    "it does not say how many digits the mnc has: taken by its mcc, --mnc-digits says otherwise";

// MCC and MNC out of the IMSI.
void take_plmn(Imported& one, const ImportOptions& options);

// Documents of Open5GS or free5GC, as MongoDB's programs or free5GC's console write them. invalid: what is none, with
// its line.
Result<Found> from_documents(const std::string& text, const ImportOptions& options);

}  // namespace akmasim::scenario
