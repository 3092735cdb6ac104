//! English abbreviations after which a full stop does not end a sentence, sorted, without the stop:
//! an own list, written for this project.

pub(super) const ABBREVIATIONS: &[&str] = &[
    "a.k.a", "a.m", "adj", "admin", "al", "approx", "apr", "apt", "assoc", "asst", "aug", "ave",
    "blvd", "capt", "cc", "cf", "ch", "chap", "cmdr", "co", "col", "corp", "dec", "dept", "dr",
    "e.g", "ed", "eds", "eg", "eqn", "est", "etc", "ext", "feb", "fig", "figs", "fri", "ft", "gen",
    "gov", "hon", "hr", "hrs", "i.e", "ie", "inc", "incl", "jan", "jr", "jul", "jun", "lt", "ltd",
    "max", "messrs", "mfg", "min", "misc", "mon", "mr", "mrs", "ms", "mt", "nov", "nr", "oct",
    "op", "p.m", "p.s", "pp", "prof", "pt", "pvt", "ref", "rev", "sat", "sec", "sen", "sep",
    "sept", "sgt", "sr", "st", "sun", "tel", "temp", "thu", "tue", "u.k", "u.s", "univ", "v",
    "viz", "vol", "vols", "vs", "wed",
];
