// c++ -std=c++17 -Iinclude examples/cpp/conversation.cpp target/release/liblingsync.a -pthread -ldl
//
// Watches a short conversation turn by turn. The programs of the same name in C,
// Python, Go and Rust print the same. The library is built by
//   cargo rustc --lib --release --features capi --crate-type cdylib,staticlib

#include "lingsync.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

using lingsync::Role;

struct Turn {
    Role role;
    std::string_view text;
    lingsync::Meta meta{}; // what else is known of the turn
};

// A measure is empty where it has no meaning, and there is a reason.
std::string shared(const lingsync::Figures &figures) {
    std::ostringstream text;
    if (const auto share = figures.shared_repetition()) {
        text << std::fixed << std::setprecision(1) << 100.0 * *share << " %";
    } else {
        text << "- (" << name(figures.reason(lingsync::Measure::shared_repetition)) << ")";
    }
    return text.str();
}

void print_figures(const lingsync::Figures &figures) {
    std::cout << "turn " << figures.turn() << "  " << std::left << std::setw(6)
              << name(figures.role()) << "  " << std::right << std::setw(2) << figures.words()
              << " words  shared " << std::left << std::setw(9) << shared(figures)
              << "  mirrored " << figures.mirrored().value_or(0) << "  missed "
              << figures.missed().value_or(0) << '\n';
}

// The evidence is in the JSON of the report. A real program reads it with its JSON library. As
// the library writes it without blanks, the places of one list can also be found like this. They
// count bytes.
void print_mirrored(std::string_view text, const std::string &json) {
    auto place = json.find("\"mirrored\":[");
    const auto end = json.find(']', place);
    while ((place = json.find("{\"start\":", place)) < end) {
        unsigned start = 0;
        unsigned stop = 0;
        if (std::sscanf(&json[place], "{\"start\":%u,\"end\":%u", &start, &stop) == 2) {
            std::cout << "  " << text.substr(start, stop - start) << '\n';
        }
        ++place;
    }
}

int main() try {
    const std::array<Turn, 6> chat{{
        {Role::client, "Hi! The lid of my teapot has a crack 😕 Can I get a spare lid?",
         lingsync::Meta().speaker("Noor").at(1760000000000).hints(R"({"language": "en"})")},
        {Role::agent, "Sorry about the crack! Which teapot is it, the round or the tall one?"},
        {Role::client, "The tall one. Please use the blue glaze again, with the gold rim."},
        {Role::agent, "I can post the cover in that colour tomorrow."},
        {Role::client, "👍"},
        {Role::agent, "Your spare lid is packed: blue glaze, made for the tall teapot."},
    }};
    // One engine is enough for a process. Everything frees itself, also when something throws.
    const lingsync::Engine engine;
    lingsync::Session session(engine);
    std::optional<lingsync::Report> report;
    for (const Turn &turn : chat) {
        report = session.observe(turn.role, turn.text, turn.meta);
        print_figures(report->figures());
    }
    std::cout << "The last turn takes up:\n";
    print_mirrored(chat.back().text, report->json(lingsync::Detail::brief));

    std::cout << session.summary(lingsync::Detail::brief).json() << '\n';
    return EXIT_SUCCESS;
} catch (const lingsync::Error &error) {
    std::cerr << error.kind() << ": " << error.what() << '\n';
    return EXIT_FAILURE;
} catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
