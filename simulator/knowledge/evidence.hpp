// SPDX-License-Identifier: Apache-2.0
// A run as it really was: its events, and what their recording hides. Values are looked for as octets, not by name.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::knowledge {

// What of a subscriber is there before anything happens; keys as hexadecimal digits.
struct Person {
    std::string name;
    std::string supi;
    std::string gpsi;
    std::string routing_indicator;
    std::string mcc;  // of the home network
    std::string mnc;
    std::string k;
    std::string opc;
    std::map<std::string, std::string> others;  // "staticPsk", "token"
};

// One value that a run had: of a key, of an identity, or a text. Its forms are how it may stand in octets, as
// hexadecimal digits: the octets, their digits in either case, their base64s.
struct Value {
    std::string what;  // "KAUSF", "SUPI"; of a text the text itself
    std::string ue;
    std::string hex;
    std::vector<std::string> forms;
};

struct Evidence {
    std::span<const record::Event> events;
    std::map<std::uint64_t, std::string> hidden;  // by seq: the value derived or the body that crossed
    std::vector<Person> people;

    [[nodiscard]] const std::string& value_of(const record::Event& derivation) const;
    [[nodiscard]] const std::string& octets_of(const record::Event& message) const;
    // What one derivation brought into the world: its value, and of an A-TID the A-KID too.
    [[nodiscard]] std::vector<Value> values_of(const record::Event& derivation) const;
    // What crosses beside the body of a service request or answer: its method and path, status and headers, as the
    // record's `f` tells; hexadecimal, empty elsewhere.
    [[nodiscard]] std::string head_of(const record::Event& message) const;
    [[nodiscard]] const Person* person(std::string_view name) const;

    // Every value that the key or identity of that name had, each once, oldest first. of: the subscriber that it was
    // derived for; empty: all.
    [[nodiscard]] std::vector<Value> values(const std::string& what, const std::string& of) const;
};

// What a scenario says of a subscriber's long-term secrets; hexadecimal.
struct LongTerm {
    std::string algorithm;  // milenage, tuak
    int keccak_iterations = 1;
    std::string k;
    std::string op;
    bool op_is_common = false;  // OP or TOP, of which OPc or TOPc is to be made (TS 35.206 4.1, TS 35.231 6.1)
};
void provision(Person& person, const LongTerm& secrets);

// Each value once, in the order in which they were added.
class Values {
public:
    void add(Value value);
    [[nodiscard]] std::vector<Value> take() && { return std::move(values_); }

private:
    std::vector<Value> values_;
    std::set<std::tuple<std::string, std::string, std::string>> known_;
};

Value value_of_key(std::string what, std::string ue, std::string hex);
// TS 33.535 6.1: what the home network makes of an A-TID, hexadecimal; the record tells of the A-TID alone.
Value a_kid_of(const Person& person, const std::string& a_tid);
Value value_of_text(const std::string& text);

// octets: hexadecimal digits in lower case, two an octet.
bool stands_in(const Value& value, std::string_view octets);

bool is_identity(std::string_view what);  // SUPI, GPSI

}  // namespace akmasim::knowledge
