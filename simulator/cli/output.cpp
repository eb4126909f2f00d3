// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/output.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> refused(const std::string& path, int error) {
    return fail(Cause::library, "cannot write " + path + ": " + std::strerror(error));
}

// Also close() may be the one that tells of a full disk. 0, or errno.
int write_and_close(int file, std::string_view text) {
    int error = 0;
    while (!text.empty() && error == 0) {
        const auto written = write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR) error = errno;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (close(file) != 0 && error == 0) error = errno;
    return error;
}

mode_t mask() {
    const auto mask = umask(0);
    umask(mask);
    return mask;
}

// Beside its place, so that it gets there in one step.
Result<void> replace(const std::string& path, std::string_view text, mode_t mode, const struct stat* there) {
    auto beside = (fs::path(path).parent_path() / ".akmasim-XXXXXX").string();
    const int file = mkostemp(beside.data(), O_CLOEXEC);
    if (file < 0) return refused(path, errno);
    if (there != nullptr) {  // another's file stays his, where we may give it away
        [[maybe_unused]] const int given = fchown(file, there->st_uid, there->st_gid);
    }
    const auto kept = there == nullptr ? mode & ~mask() : there->st_mode & (mode == usual_mode ? 0777 : mode);
    int error = fchmod(file, kept) == 0 ? 0 : errno;
    const int written = write_and_close(file, text);
    if (error == 0) error = written;
    if (error == 0 && rename(beside.c_str(), path.c_str()) != 0) error = errno;
    if (error == 0) return {};
    unlink(beside.c_str());
    return refused(path, error);
}

Result<void> write_through(const std::string& path, std::string_view text, mode_t mode) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, mode);
    if (file < 0) return refused(path, errno);
    const int error = write_and_close(file, text);
    return error == 0 ? Result<void>{} : refused(path, error);
}

// Where a link leads; /dev/stdout and its like lead to what is open, not to a place.
std::string place_of(const std::string& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error)) return path;
    const auto target = fs::canonical(path, error);
    if (error) return path;
    const auto whole = fs::absolute(path, error).lexically_normal().string();
    return whole.starts_with("/dev/") || whole.starts_with("/proc/") ? path : target.string();
}

}  // namespace

Result<void> write_file(const std::string& path, std::string_view text, mode_t mode) {
    const auto place = place_of(path);
    struct stat there {};
    if (lstat(place.c_str(), &there) != 0) {
        if (errno != ENOENT) return refused(path, errno);
        return replace(place, text, mode, nullptr);
    }
    if (S_ISREG(there.st_mode)) return replace(place, text, mode, &there);
    return write_through(place, text, mode);
}

Result<void> write_new_file(const std::string& path, std::string_view text) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, usual_mode);
    if (file < 0 && errno == EEXIST) return fail(Cause::invalid, path + ": is there already");
    if (file < 0) return refused(path, errno);
    const int error = write_and_close(file, text);
    if (error == 0) return {};
    unlink(path.c_str());
    return refused(path, error);
}

}  // namespace akmasim::cli
