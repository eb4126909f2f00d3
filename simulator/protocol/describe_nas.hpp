// SPDX-License-Identifier: Apache-2.0
// A NAS message for readers; for describe.cpp only.
#pragma once

#include "simulator/protocol/describe.hpp"

namespace akmasim {

Description describe_nas(View octets, View plain, Redactor& redactor);

}  // namespace akmasim
