// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/provisioning.hpp"

#include "simulator/base/json.hpp"

namespace akmasim::scenario {
namespace {

// Writes what is there; visited as the loader visits.
class Changes {
public:
    explicit Changes(json::Writer& out) : out_(out) {}

    template <class T>
    void operator()(std::string_view name, const std::optional<T>& value) {
        if (value) put(name, *value);
    }
    template <class T>
    void operator()(std::string_view name, const std::optional<T>& value, Words) {
        (*this)(name, value);
    }
    void operator()(std::string_view, const std::string&) {}                // ue: whom it is about is said otherwise
    void operator()(std::string_view, const std::optional<UsimChange>&) {}  // goes to the UE
    bool any = false;

private:
    void put(std::string_view name, bool value) { put(name).boolean(value); }
    void put(std::string_view name, std::int64_t value) { put(name).integer(value); }
    void put(std::string_view name, const std::string& value) { put(name).string(value); }
    void put(std::string_view name, const Quoted& value) { put(name).string(value.text); }
    template <std::size_t octets>
    void put(std::string_view name, const Hex<octets>& value) {
        put(name).string(value.text);
    }
    json::Writer& put(std::string_view name) {
        any = true;
        return out_.key(name);
    }
    json::Writer& out_;
};

}  // namespace

bool changes_udm(const ProvisionStep& order) {
    std::string unused;
    json::Writer out(unused);
    out.open_object();
    Changes changes(out);
    ProvisionStep::fields(order, changes);
    return changes.any;
}

std::string json_of(const ProvisionStep& order, const std::string& supi) {
    std::string text;
    json::Writer out(text);
    out.open_object().key("supi").string(supi);
    Changes changes(out);
    ProvisionStep::fields(order, changes);
    out.close_object();
    return text;
}

std::string json_of(const UsimChange& change) {
    std::string text;
    json::Writer out(text);
    out.open_object();
    Changes changes(out);
    UsimChange::fields(change, changes);
    out.close_object();
    return text;
}

std::string sqn_json(const std::string& supi, const std::string& sqn) {
    std::string text;
    json::Writer(text).open_object().key("supi").string(supi).key("sqn").string(sqn).close_object();
    return text;
}

}  // namespace akmasim::scenario
