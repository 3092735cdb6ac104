//! English abbreviations after which a full stop does not end a sentence, sorted, without the last
//! stop: an own list, written for this project. Those that often stand at the end of a sentence
//! (etc., p.m., Inc.) or are words themselves (sun, max) are left out.

pub(super) const ABBREVIATIONS: &[&str] = &[
    "a.k.a", "approx", "apr", "asst", "aug", "blvd", "capt", "cf", "cmdr", "dept", "dr", "e.g",
    "eg", "eqn", "feb", "fig", "figs", "govt", "i.e", "ie", "incl", "jan", "lt", "messrs", "mr",
    "mrs", "ms", "nov", "nr", "oct", "pp", "prof", "sept", "sgt", "st", "tel", "univ", "viz",
    "vol", "vols", "vs",
];
