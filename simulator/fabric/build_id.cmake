# SPDX-License-Identifier: Apache-2.0
# cmake -DROOT=... -DFILES=FILE -DVERSION=... -DOUT=... -P build_id.cmake: writes build_id.cpp, the hash of the files listed in FILE.
file(STRINGS ${FILES} files)
set(hashes "")
foreach(file ${files})
  file(SHA256 ${ROOT}/${file} hash)
  string(APPEND hashes "${file} ${hash}\n")
endforeach()
string(SHA256 hash "${hashes}")
string(SUBSTRING ${hash} 0 12 hash)
file(WRITE ${OUT} "// made by simulator/fabric/build_id.cmake
#include \"simulator/fabric/build_id.hpp\"

namespace akmasim::fabric {

std::string_view build_id() { return \"${VERSION}+${hash}\"; }

}  // namespace akmasim::fabric
")
