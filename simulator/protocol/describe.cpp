// SPDX-License-Identifier: Apache-2.0
// One description for every link; SBI here, N1 and Ua in their own files.
#include "simulator/protocol/describe.hpp"

#include <algorithm>

#include "simulator/protocol/command.hpp"
#include "simulator/protocol/describe_nas.hpp"
#include "simulator/protocol/jwt.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/sbi_bodies.hpp"
#include "simulator/protocol/secret_members.hpp"
#include "simulator/protocol/ua.hpp"

namespace akmasim {

// Which request a stream carries: a response names its operation only so.
class Requests {
public:
    explicit Requests(Redactor& redactor) : asked_(redactor.asked_) {}

    void remember(const Envelope& request, const sbi::Operation& operation) {
        asked_.insert_or_assign({request.link, request.from, request.stream}, &operation);
    }
    const sbi::Operation* of(const Envelope& response) const {
        const auto found = asked_.find({response.link, response.to, response.stream});
        if (found == asked_.end()) return guess(response);
        return found->second;
    }

private:
    // Without its request a response is told by link and status.
    static const sbi::Operation* guess(const Envelope& response) {
        for (const auto* operation : sbi::operations()) {
            if (operation->link == response.link && operation->status == response.http->status) return operation;
        }
        for (const auto* operation : sbi::operations()) {
            if (operation->link == response.link) return operation;
        }
        return nullptr;
    }
    std::map<std::tuple<Link, Address, std::uint64_t>, const sbi::Operation*>& asked_;
};

namespace {

// A bearer token is no secret of a recording: its time is virtual. What it says stands beside it.
void write_authorization(json::Writer& out, const std::string& authorization) {
    out.key("authorization").string(text_or_hex(view_of(authorization)));
    const auto bearer = jwt::bearer_of(authorization);
    if (!bearer) return;
    const auto token = jwt::read(*bearer);
    const auto claims = token ? body::read<nnrf::AccessTokenClaims>(token->claims)
                              : Result<nnrf::AccessTokenClaims>(fail(Cause::malformed, ""));
    if (claims) out.key("token").raw(body::write(*claims));
}

void write_head(json::Writer& out, const HttpHead& head) {
    if (head.status == 0) {
        out.key("method").string(text_or_hex(view_of(head.method)));
        out.key("path").string(text_or_hex(view_of(head.path)));
        if (!head.authorization.empty()) write_authorization(out, head.authorization);
        if (const auto& when = head.origination_timestamp; !when.empty())
            out.key("originationTimestamp").string(text_or_hex(view_of(when)));
        return;
    }
    out.key("status").integer(head.status);
    if (!head.location.empty()) out.key("location").string(text_or_hex(view_of(head.location)));
    if (!head.cache_control.empty()) out.key("cacheControl").string(text_or_hex(view_of(head.cache_control)));
    if (!head.pragma.empty()) out.key("pragma").string(text_or_hex(view_of(head.pragma)));
    if (!head.challenge.empty()) out.key("wwwAuthenticate").string(text_or_hex(view_of(head.challenge)));
}

// ProblemDetails has a status of its own: the head's says the same.
void write_problem(json::Writer& out, std::string_view text) {
    const auto problem = body::read<sbi::ProblemDetails>(text);
    if (!problem) return;
    if (const auto refused = body::read<nnrf::AccessTokenErr>(text); refused) out.key("error").string(refused->error);
    if (problem->cause) out.key("cause").string(*problem->cause);
    if (problem->detail) out.key("detail").string(*problem->detail);
}

void write_content(json::Writer& out, const Envelope& envelope, const sbi::Operation* operation, Redactor& redactor) {
    if (envelope.octets.empty()) return;
    const auto text = text_of(envelope.octets);
    if (envelope.http->status >= 300) return write_problem(out, text);
    const auto writer =
        (envelope.http->status == 0 ? sbi::request_body(operation) : sbi::response_body(operation)).write;
    if (writer == nullptr) return;
    ViewWriter visit(out, redactor);
    if (auto written = writer(text, visit); !written) out.key("error").string(written.error().detail);
}

const sbi::Operation* operation_of(const Envelope& envelope, Redactor& redactor) {
    Requests requests(redactor);
    if (envelope.http->status != 0) return requests.of(envelope);
    const auto matched = sbi::match(envelope.http->method, envelope.http->path, envelope.link);
    if (!matched) return nullptr;
    requests.remember(envelope, *matched->operation);
    return matched->operation;
}

Description describe_sbi(const Envelope& envelope, Redactor& redactor) {
    Description description{"Undecodable", "TS 29.500 5.2", {}, {}};
    const auto* operation = operation_of(envelope, redactor);
    if (operation != nullptr) {
        description.name = envelope.http->status == 0 ? operation->request : operation->response;
        description.clause = operation->clause;
    }
    json::Writer out(description.fields_json);
    out.open_object();
    write_head(out, *envelope.http);
    write_content(out, envelope, operation, redactor);
    out.close_object();
    return description;
}

Description describe_ua(const Envelope& envelope) {
    auto told = ua::describe(envelope.octets, envelope.plain);
    Description description{std::move(told.name), std::move(told.clause), std::move(told.fields_json), {}};
    if (!told.inside_name.empty()) {
        description.inside =
            Inside{std::move(told.inside_name), std::move(told.inside_clause), std::move(told.inside_fields_json)};
    }
    return description;
}

// A text and what stands for it in the record.
using Replacements = std::vector<std::pair<std::string, std::string>>;
using Members = std::vector<std::pair<std::string_view, json::Value>>;

std::string stand_in(std::string_view key, std::string_view text, Redactor& redactor) {
    const auto octets = from_hex(text);
    return "fp:" + (octets ? redactor.fingerprint(key, *octets) : redactor.fingerprint(key, view_of(text)));
}

// The text of a JSON string, quotes and all: a part of a longer text is never meant.
std::string quoted(std::string_view text) {
    std::string out;
    json::append_quoted(out, text);
    return out;
}

void collect(json::Value value, Redactor& redactor, Replacements& found) {
    const bool is_object = value.kind() == json::Kind::object;
    for (const auto& [name, member] : is_object ? value.members() : Members{}) {
        const auto key = secret_named(name);
        const auto text = member.string();
        if (!key.empty() && text && !text->empty()) {
            found.emplace_back(quoted(*text), quoted(stand_in(key, *text, redactor)));
        }
        collect(member, redactor, found);
    }
    if (value.kind() != json::Kind::array) return;
    for (const auto element : value.elements()) collect(element, redactor, found);
}

void replace_all(std::string& text, const std::string& secret, const std::string& instead) {
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + instead.size())) {
        text.replace(at, secret.size(), instead);
    }
}

// A body that is no JSON may still hold a key: every run of hex digits as long as one is replaced.
void collect_runs(std::string_view text, Redactor& redactor, Replacements& found) {
    constexpr std::size_t key_digits = 64;
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    for (auto at = text.find_first_of(digits); at != std::string_view::npos; at = text.find_first_of(digits, at)) {
        const auto end = std::min(text.find_first_not_of(digits, at), text.size());
        if (end - at >= key_digits)
            found.emplace_back(text.substr(at, end - at), stand_in("", text.substr(at, end - at), redactor));
        at = end;
    }
}

}  // namespace

Description describe(const Envelope& envelope, Redactor& redactor) {
    if (envelope.told) return *envelope.told;
    if (envelope.link == Link::n1) return describe_nas(envelope.octets, envelope.plain, redactor);
    if (envelope.link == Link::ua) return describe_ua(envelope);
    if (envelope.http) return describe_sbi(envelope, redactor);
    const auto order = command::decode(envelope.octets);
    const auto name =
        order ? std::visit([](const auto& held) { return held.name; }, *order) : std::string_view("Undecodable");
    return {std::string(name), {}, "{}", {}};
}

std::string redacted_body(const Envelope& envelope, Redactor& redactor) {
    std::string text(text_of(envelope.octets));
    if (!envelope.http || redactor.reveal()) return text;
    Replacements found;
    const auto value = body::detail::shared_document().parse(text);
    if (value)
        collect(*value, redactor, found);
    else
        collect_runs(text, redactor, found);
    // A secret written with escapes is not found as it stands: then the compact text is what the record gets.
    const bool as_it_stands = std::all_of(found.begin(), found.end(),
                                          [&](const auto& one) { return text.find(one.first) != std::string::npos; });
    if (value && !as_it_stands) text = value->text();
    for (const auto& [secret, instead] : found) replace_all(text, secret, instead);
    return text;
}

}  // namespace akmasim
