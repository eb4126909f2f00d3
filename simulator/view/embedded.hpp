// SPDX-License-Identifier: Apache-2.0
// Files of this room that are part of the program; simulator/view/CMakeLists.txt writes them into it.
#pragma once

#include <string_view>

namespace akmasim::view::embedded {

extern const std::string_view explanations;  // explanations.txt
extern const std::string_view page_html;     // page/page.html
extern const std::string_view page_css;      // page/page.css
extern const std::string_view report_css;    // page/report.css
extern const std::string_view page_js;       // the scripts of page, base.js first and navigate.js last

}  // namespace akmasim::view::embedded
