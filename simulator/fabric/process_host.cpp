// SPDX-License-Identifier: Apache-2.0
// The process host: the fabric's end of the star, and the NF's end. The one door to ZeroMQ.
#include "simulator/fabric/process_host.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.hpp>

#include "simulator/base/console.hpp"
#include "simulator/fabric/child.hpp"
#include "simulator/fabric/frames.hpp"

namespace akmasim::fabric {
namespace {

constexpr std::chrono::milliseconds start_limit{10'000};
constexpr std::chrono::milliseconds answer_limit{30'000};
constexpr std::chrono::milliseconds attention{50};  // how long an interruption may go unnoticed
constexpr std::chrono::milliseconds quick{300};     // to end by themselves, after an interruption
constexpr std::chrono::milliseconds patience{2'000};
constexpr std::int64_t largest_frame = 4 * 1024 * 1024;

template <class Body>
zmq::message_t frame(FrameKind kind, const Body& body) {
    Octets octets{static_cast<Octet>(kind)};
    frames::append(octets, body);
    return {octets.data(), octets.size()};
}

zmq::message_t frame(FrameKind kind) {
    const Octet octet = static_cast<Octet>(kind);
    return {&octet, 1};
}

View body_of(const zmq::message_t& message) { return View(message.data<Octet>(), message.size()).subspan(1); }

bool is(const zmq::message_t& message, FrameKind kind) {
    return message.size() >= 1 && *message.data<Octet>() == static_cast<Octet>(kind);
}

void settle(zmq::socket_t& socket) {
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::sndhwm, 0);
    socket.set(zmq::sockopt::rcvhwm, 0);
    socket.set(zmq::sockopt::maxmsgsize, largest_frame);
}

}  // namespace

struct ProcessHost::Parts {
    explicit Parts(PrivateDirectory made) : directory(std::move(made)) {}
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts() { end_all(); }

    void end_all();
    [[nodiscard]] bool is_interrupted() const { return interrupted && interrupted(); }
    [[nodiscard]] std::string stopped() const;  // "; stopped: udm, ue-alice", or nothing
    Result<void> greet_first(std::string_view party, View hello) const;

    Result<void> send(const std::string& role, zmq::message_t body);
    // The next message of an NF, or why there will be none.
    Result<std::pair<std::string, zmq::message_t>> receive(std::chrono::milliseconds limit,
                                                           const std::string& meanwhile);
    Result<void> spawn(const Start& start);
    Result<void> greet(const Start& start);

    std::string program;
    std::string endpoint;
    std::map<std::string, Start> starts;  // by party
    PrivateDirectory directory;
    zmq::context_t context{1};
    zmq::socket_t router{context, zmq::socket_type::router};
    std::map<std::string, Child> children;
    std::function<bool()> interrupted;
};

Result<void> ProcessHost::Parts::send(const std::string& role, zmq::message_t body) {
    router.send(zmq::buffer(role), zmq::send_flags::sndmore | zmq::send_flags::dontwait);
    router.send(std::move(body), zmq::send_flags::dontwait);
    return {};
}

Result<std::pair<std::string, zmq::message_t>> ProcessHost::Parts::receive(std::chrono::milliseconds limit,
                                                                           const std::string& meanwhile) {
    std::vector<zmq::pollitem_t> items{{router.handle(), 0, ZMQ_POLLIN, 0}};
    for (const auto& [role, child] : children) items.push_back({nullptr, child.descriptor(), ZMQ_POLLIN, 0});
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return fail(Cause::library,
                        fmt::format("no answer within {} s {}{}", limit.count() / 1000, meanwhile, stopped()));
        if (is_interrupted()) return fail(Cause::library, "interrupted" + stopped());
        try {
            if (zmq::poll(items, std::min(left, attention)) == 0) continue;
        } catch (const zmq::error_t& error) {
            if (error.num() == EINTR) continue;
            return fail(Cause::library, error.what());
        }
        if ((items[0].revents & ZMQ_POLLIN) != 0) break;
        for (auto& [role, child] : children) {
            if (child.ended())
                return fail(Cause::library,
                            fmt::format("NF '{}' ended with {} {}", role, child.how_it_ended(), meanwhile));
        }
    }
    zmq::message_t from;
    zmq::message_t body;
    if (!router.recv(from) || !from.more() || !router.recv(body))
        return fail(Cause::library, "an incomplete frame from an NF");
    return std::pair{from.to_string(), std::move(body)};
}

std::string ProcessHost::Parts::stopped() const {
    std::vector<std::string_view> names;
    for (const auto& [party, child] : children) {
        if (child.is_stopped()) names.push_back(party);
    }
    return names.empty() ? "" : fmt::format("; stopped: {}", fmt::join(names, ", "));
}

// All are told to end before one is waited for; who does not is named, and ended.
void ProcessHost::Parts::end_all() {
    std::vector<zmq::pollitem_t> ends;
    for (auto& [party, child] : children) {
        try {
            if (!child.ended()) send(party, frame(FrameKind::quit));
        } catch (const zmq::error_t&) {  // it never came, or its socket is gone a moment before it is
            child.ask_to_end();
        }
    }
    const auto deadline = std::chrono::steady_clock::now() + (is_interrupted() ? quick : patience);
    for (;;) {
        ends.clear();
        bool only_stopped = true;
        for (auto& [party, child] : children) {
            if (child.ended()) continue;
            only_stopped = only_stopped && child.is_stopped();
            ends.push_back({nullptr, child.descriptor(), ZMQ_POLLIN, 0});
        }
        if (ends.empty()) return;
        if (only_stopped || std::chrono::steady_clock::now() >= deadline) break;
        try {
            zmq::poll(ends, attention);
        } catch (const zmq::error_t&) {  // a signal: looked at again
        }
    }
    for (auto& [party, child] : children) {
        if (child.ended()) continue;
        console::complain("NF '{}' {}: it was ended with SIGKILL\n", party,
                          child.is_stopped() ? "was stopped" : "did not end when told to");
    }
    for (auto& [party, child] : children) child.end_at_once();
}

// Both programs come out of one build: what they say to each other is no protocol between versions.
Result<void> ProcessHost::Parts::greet_first(std::string_view party, View hello) const {
    const auto said = frames::read<Hello>(hello);
    const auto theirs = said ? said->build : std::string("another version");
    if (theirs == build_id()) return {};
    return fail(Cause::library, fmt::format("NF '{}' is of another build: {} is {}, akmasim is {}; build or install both "
                                            "together",
                                            party, program, theirs, build_id()));
}

Result<void> ProcessHost::Parts::spawn(const Start& start) {
    const auto party = party_of({start.role, start.instance});
    children.emplace(party, TRY(Child::spawn(program, {start.role, "--fabric", endpoint, "--party", party,
                                                       "--supervisor", std::to_string(getpid())})));
    return {};
}

// hello -> start -> ready, for one role; the others wait in the socket meanwhile.
Result<void> ProcessHost::Parts::greet(const Start& start) {
    const auto party = party_of({start.role, start.instance});
    TRY(send(party, frame(FrameKind::start, start)));
    auto [role, body] = TRY(receive(start_limit, "while starting " + party));
    if (is(body, FrameKind::ready) && role == party) return {};
    if (is(body, FrameKind::failed)) {
        const auto failed = TRY(frames::read<Failed>(body_of(body)));
        return fail(Cause::library, fmt::format("NF '{}' cannot start: {}", role, failed.detail));
    }
    return fail(Cause::library, fmt::format("NF '{}' does not answer as agreed", party));
}

namespace {

// libzmq aborts where it cannot open another descriptor: there must be enough before it begins.
Result<void> enough_descriptors(std::size_t nfs) {
    const rlim_t wanted = 16 + 2 * nfs;  // one connection and one pidfd for each
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return {};
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    if (limit.rlim_cur == wanted && setrlimit(RLIMIT_NOFILE, &limit) == 0) return {};
    return fail(Cause::library, fmt::format("{} NFs need {} open files, but only {} are allowed (ulimit -n)", nfs,
                                            wanted, limit.rlim_max));
}

}  // namespace

ProcessHost::ProcessHost(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<ProcessHost>> ProcessHost::start(const std::string& program, const std::vector<Start>& starts,
                                                        std::function<bool()> interrupted) {
    TRY(enough_descriptors(starts.size()));
    TRY(enough_threads());
    auto parts = std::make_unique<Parts>(TRY(PrivateDirectory::make()));
    parts->interrupted = std::move(interrupted);
    parts->program = program;
    parts->endpoint = "ipc://" + parts->directory.path() + "/fabric";
    settle(parts->router);
    parts->router.set(zmq::sockopt::router_mandatory, true);
    // A party that is started again takes its name over from the process that ended.
    parts->router.set(zmq::sockopt::router_handover, true);
    const auto mask = umask(077);
    try {
        parts->router.bind(parts->endpoint);
    } catch (const zmq::error_t& error) {
        umask(mask);
        return fail(Cause::library, fmt::format("cannot bind {}: {}", parts->endpoint, error.what()));
    }
    umask(mask);
    for (const auto& start : starts) {
        TRY(parts->spawn(start));
        parts->starts.emplace(party_of({start.role, start.instance}), start);
    }
    for (std::size_t greeted = 0; greeted < starts.size(); ++greeted) {
        const auto [role, body] = TRY(parts->receive(start_limit, "while the NFs start"));
        if (!is(body, FrameKind::hello)) return fail(Cause::library, "NF '" + role + "' does not say hello first");
        TRY(parts->greet_first(role, body_of(body)));
    }
    for (const auto& start : starts) TRY(parts->greet(start));
    return std::unique_ptr<ProcessHost>(new ProcessHost(std::move(parts)));
}

ProcessHost::~ProcessHost() = default;

Result<Effects> ProcessHost::deliver(const Envelope& envelope, Time now) {
    const auto party = party_of(envelope.to);
    if (!parts_->children.contains(party)) return fail(Cause::unexpected, "nobody is called " + party);
    try {
        TRY(parts_->send(party, frame(FrameKind::deliver, Deliver{now, envelope})));
        const auto [role, body] = TRY(parts_->receive(answer_limit, "while it attended to a message"));
        if (role != party || !is(body, FrameKind::done)) {
            return fail(Cause::library, fmt::format("NF '{}' does not answer as agreed", role));
        }
        auto done = TRY(frames::read<Done>(body_of(body)));
        return std::move(done.effects);
    } catch (const zmq::error_t& error) {
        // Its socket may be gone a moment before its process is.
        auto& child = parts_->children.at(party);
        std::vector<zmq::pollitem_t> end{{nullptr, child.descriptor(), ZMQ_POLLIN, 0}};
        zmq::poll(end, attention);
        if (child.ended())
            return fail(Cause::library, fmt::format("NF '{}' ended with {}", party, child.how_it_ended()));
        return fail(Cause::library, fmt::format("NF '{}' is not reached: {}", party, error.what()));
    }
}

Result<void> ProcessHost::restart(const std::string& party) {
    const auto found = parts_->starts.find(party);
    if (found == parts_->starts.end()) return fail(Cause::unexpected, "nobody is called " + party);
    parts_->children.erase(party);  // ends the process and waits for it
    ++found->second.life;
    try {
        TRY(parts_->spawn(found->second));
        const auto [role, body] = TRY(parts_->receive(start_limit, "while it starts again"));
        if (role != party || !is(body, FrameKind::hello))
            return fail(Cause::library, fmt::format("NF '{}' does not say hello first", role));
        TRY(parts_->greet_first(role, body_of(body)));
        return parts_->greet(found->second);
    } catch (const zmq::error_t& error) {
        return fail(Cause::library, fmt::format("NF '{}' is not reached: {}", party, error.what()));
    }
}

namespace {

// One start, then one answer per message, until quit.
int attend_until_quit(zmq::socket_t& socket, const MakeResident& make) {
    std::unique_ptr<Resident> resident;
    for (;;) {
        zmq::message_t message;
        if (!socket.recv(message)) continue;
        if (is(message, FrameKind::quit)) return 0;
        if (is(message, FrameKind::start)) {
            auto start = frames::read<Start>(body_of(message));
            auto made = start ? make(*start) : Result<std::unique_ptr<Resident>>(tl::unexpect, start.error());
            socket.send(made ? frame(FrameKind::ready) : frame(FrameKind::failed, Failed{made.error().detail}),
                        zmq::send_flags::none);
            if (made) resident = std::move(*made);
        } else if (is(message, FrameKind::deliver) && resident) {
            const auto delivery = frames::read<Deliver>(body_of(message));
            if (!delivery) return 1;
            socket.send(frame(FrameKind::done, Done{resident->attend(delivery->envelope, delivery->now)}),
                        zmq::send_flags::none);
        }
    }
}

}  // namespace

int serve(const std::string& party, const std::string& endpoint, const MakeResident& make, std::string_view build) {
    keep_keys_out_of_cores();
    if (const auto enough = enough_threads(); !enough) {
        console::complain("akmasim-nf {}: {}\n", party, enough.error().detail);
        return 1;
    }
    try {
        zmq::context_t context{1};
        zmq::socket_t socket{context, zmq::socket_type::dealer};
        settle(socket);
        socket.set(zmq::sockopt::routing_id, party);
        socket.set(zmq::sockopt::reconnect_ivl, 5);
        socket.connect(endpoint);
        socket.send(frame(FrameKind::hello, Hello{std::string(build)}), zmq::send_flags::none);
        return attend_until_quit(socket, make);
    } catch (const zmq::error_t& error) {
        console::complain("akmasim-nf {}: {}: {}\n", party, endpoint, error.what());
        return 1;
    }
}

}  // namespace akmasim::fabric
