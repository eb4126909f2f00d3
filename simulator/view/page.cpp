// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/page.hpp"

#include "simulator/view/embedded.hpp"
#include "simulator/view/page_data.hpp"

namespace akmasim::view {
namespace {

// Inside a script element only `<` can end it or begin a comment; in JSON it occurs in strings alone.
std::string inside_script(const std::string& json) {
    std::string out;
    out.reserve(json.size());
    for (const char c : json) out += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return out;
}

void put(std::string& page, std::string_view place, std::string_view text) {
    page.replace(page.find(place), place.size(), text);
}

}  // namespace

std::string page(const record::Recording& recording, const knowledge::Exposure* exposure,
                 const record::Recording* other) {
    std::string page(embedded::page_html);
    put(page, "<!--css-->", embedded::page_css);
    put(page, "<!--js-->", embedded::page_js);
    put(page, "<!--data-->", inside_script(page_data(recording, exposure, other)));
    return page;
}

}  // namespace akmasim::view
