//! Claims that a host knows before they are made.

use super::claim::ClaimSeed;
use crate::{
    codec::{Reader, put},
    error::{Error, Result},
};
use alloc::vec::Vec;

/// A turn makes a claim if it holds this share of its content words, and two of them.
const SHARE: f64 = 0.6;

/// The claims, ready to be found by their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Watched {
    seeds: Vec<ClaimSeed>,
    /// Stems with the claims they stand in, sorted.
    stems: Vec<(u64, u32)>,
}

impl Watched {
    pub(crate) fn is_empty(&self) -> bool {
        self.seeds.is_empty()
    }

    /// Adds claims, all of them or none; one with a known id replaces the earlier one.
    pub(crate) fn add(&mut self, seeds: Vec<ClaimSeed>, limit: usize) -> Result<()> {
        let known = |seed: &ClaimSeed| self.seeds.iter().any(|old| old.key == seed.key);
        let new = seeds.iter().filter(|seed| !known(seed)).count();
        let count = self.seeds.len() + new;
        if count > limit {
            let advice = "watch fewer claims or raise the limit";
            return Err(Error::limit("watched claims", count, "", "max_claims", limit, advice));
        }
        for seed in seeds {
            match self.seeds.iter_mut().find(|old| old.key == seed.key) {
                Some(old) => *old = seed,
                None => self.seeds.push(seed),
            }
        }
        self.index();
        Ok(())
    }

    fn index(&mut self) {
        self.stems.clear();
        for (at, seed) in (0_u32..).zip(&self.seeds) {
            self.stems.extend(seed.claim.stems.iter().map(|stem| (*stem, at)));
        }
        crate::sorted::sort_by(&mut self.stems, Ord::cmp);
    }

    /// The claims that a text makes. O(words + claims that share one).
    pub(crate) fn find(&self, said: &[u64]) -> Vec<&ClaimSeed> {
        let mut shared: Vec<u32> = Vec::new();
        for stem in said {
            let first = self.stems.partition_point(|(other, _)| other < stem);
            let here = self.stems[first..].iter().take_while(|(other, _)| other == stem);
            shared.extend(here.map(|(_, at)| at));
        }
        shared.sort_unstable();
        let mut found = Vec::new();
        for run in shared.chunk_by(|one, other| one == other) {
            let Some(seed) = self.seeds.get(run[0] as usize) else { continue };
            let all = seed.claim.stems.len();
            let enough = run.len() as f64 >= SHARE * all as f64;
            if enough && (run.len() >= 2 || all == 1) {
                found.push(seed);
            }
        }
        found
    }

    /// Whether a claim is watched.
    pub(crate) fn has(&self, key: u64) -> bool {
        self.seeds.iter().any(|seed| seed.key == key)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut ClaimSeed> {
        self.seeds.iter_mut()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let seed = |seed: &ClaimSeed| {
            let texts = [&seed.text, &seed.correct_text];
            let texts: usize = texts.iter().map(|text| text.as_ref().map_or(0, |t| t.len())).sum();
            texts
                + seed.id.len()
                + seed.claim.heap_bytes()
                + seed.correct.heap_bytes()
                + seed.question.heap_bytes()
        };
        self.seeds.iter().map(seed).sum::<usize>()
            + self.seeds.capacity() * size_of::<ClaimSeed>()
            + self.stems.capacity() * size_of::<(u64, u32)>()
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.seeds.len() as u64);
        self.seeds.iter().for_each(|seed| seed.write(out));
    }

    pub(crate) fn read(bytes: &mut Reader<'_>, limit: usize) -> Option<Self> {
        let count = bytes.get_count(16).filter(|count| *count <= limit)?;
        let seeds: Vec<ClaimSeed> =
            (0..count).map(|_| ClaimSeed::read(bytes)).collect::<Option<_>>()?;
        let mut watched = Self { seeds, stems: Vec::new() };
        watched.index();
        Some(watched)
    }
}
