//! Builds the English language pack: `train [--data DIR --vectors DIR] [--check]`.
//!
//! Word lists come from `packs/en`. With `--data` the model heads are trained on the corpora of that
//! folder that may be trained on, on all of them for the pack that ships (`src/pack/en.pack`), and
//! without one fold in five for those of `target/folds`, which the evaluation needs; the lines that
//! were trained on stand in `training/seen.bin`. Without it the heads of the present pack are kept.
//! `--check` writes nothing and fails if the pack would be another one.

#[path = "../common/corpus.rs"]
mod corpus;
mod fit;
mod lists;
#[path = "../common/metrics.rs"]
mod metrics;
mod norms;
mod pack;
mod rows;
mod targets;
#[allow(dead_code)]
mod texts;
mod vectors;

use lingsync::{
    Config, Engine,
    pack::{LanguagePack, PackBuilder},
};
use norms::Chat;
use pack::{Material, Pack};
use rows::{Figure, Packs};
use std::{
    collections::BTreeSet,
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};
use targets::{CORPORA, NAMES};
use texts::{Item, Vocabulary};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const PACK: &str = "src/pack/en.pack";
const FOLDS: &str = "target/folds";
const SEEN: &str = "training/seen.bin";
const CARDS: &str = "docs/MODELS.md";

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let (mut data, mut vectors, mut check) = (None, None, false);
    while let Some(flag) = args.next() {
        let mut folder = || args.next().map(PathBuf::from).ok_or(format!("{flag} needs a folder"));
        match flag.as_str() {
            "--data" => data = Some(folder()?),
            "--vectors" => vectors = Some(folder()?),
            "--check" => check = true,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let lists = lists::lists(Path::new("packs/en"))?;
    let bytes = match (&data, &vectors) {
        (Some(data), Some(vectors)) => train(&lists, data, vectors, check)?,
        (None, None) => keep(lists)?,
        _ => return Err("--data and --vectors go together".into()),
    };
    if check {
        if fs::read(PACK)? != bytes {
            return Err(format!("{PACK} is not what its sources and corpora give").into());
        }
        println!("{PACK}: built again, the same {} bytes", bytes.len());
        return Ok(());
    }
    fs::write(PACK, &bytes)?;
    println!("{PACK}: {} bytes", bytes.len());
    Ok(())
}

/// The lists with the heads and norms of the present pack.
fn keep(mut lists: PackBuilder) -> Outcome<Vec<u8>> {
    let present = LanguagePack::from_bytes(fs::read(PACK)?)?;
    for name in ["heads", "norms"] {
        if let Some(bytes) = present.section_bytes(name) {
            lists.section(name, bytes.to_vec());
            for part in present.manifest().parts.iter().filter(|part| part.section == name) {
                lists.part(name, &part.source, &part.licence, &part.note);
            }
        }
    }
    Ok(lists.build()?)
}

fn train(lists: &PackBuilder, data: &Path, vectors: &Path, check: bool) -> Outcome<Vec<u8>> {
    let began = Instant::now();
    // The features ask for the pack's lists; no head takes part.
    let pack = LanguagePack::from_bytes(lists.clone().build()?)?;
    let engine = Engine::builder(Config::default()).pack(pack).build()?;
    let mut vocabulary = Vocabulary::default();
    let vectors = vectors::read(vectors, &mut vocabulary)?;
    let mut corpora: Vec<Vec<Item>> = Vec::new();
    let names = CORPORA.iter().map(|(name, _)| *name).chain(["emobank", "epitome"]);
    for (at, name) in names.enumerate() {
        let lines = corpus::read(data, name)?.unwrap_or_default();
        corpora.push(texts::items(lines, at, &mut vocabulary, &engine)?);
    }
    let chat = Chat::read(data, &engine)?;
    println!("{} n-grams read in {:.1} s", vocabulary.len(), began.elapsed().as_secs_f64());
    let material = Material { vectors: &vectors, hashes: &vocabulary.hashes, chat: &chat };
    let trained: Vec<&Item> = corpora[..CORPORA.len()]
        .iter()
        .flatten()
        .filter(|item| item.line.fold().is_some())
        .collect();
    let shipped = one(&trained, None, material)?;
    let bytes = finished(lists, &shipped, &chat)?;
    if check {
        return Ok(bytes);
    }
    fs::create_dir_all(FOLDS)?;
    let mut folds = Vec::new();
    for fold in 0..corpus::FOLDS {
        let pack = one(&trained, Some(fold), material)?;
        fs::write(
            Path::new(FOLDS).join(format!("en-{fold}.pack")),
            finished(lists, &pack, &chat)?,
        )?;
        folds.push(pack);
    }
    write_seen(&trained)?;
    let packs = Packs { shipped, folds };
    let figures = rows::figures(&packs, &corpora);
    fs::write(CARDS, cards(&figures, &bytes)?)?;
    for figure in &figures {
        println!("{}", line(figure));
    }
    println!("trained in {:.1} s", began.elapsed().as_secs_f64());
    Ok(bytes)
}

/// A pack of all lines but those of one fold, and those with the key of one of them.
fn one(trained: &[&Item], fold: Option<u64>, material: Material<'_>) -> Outcome<Pack> {
    let held = |item: &&&Item| fold.is_some() && item.line.fold() == fold;
    let left: HashSet<u64> = trained.iter().filter(held).filter_map(|i| i.line.key).collect();
    let items: Vec<&Item> = trained
        .iter()
        .filter(|item| !held(item) && item.line.key.is_none_or(|key| !left.contains(&key)))
        .copied()
        .collect();
    let pack = pack::train(&items, material).ok_or("a pack could not be built")?;
    println!("{} lines, lambda {:?}", items.len(), pack.lambda);
    Ok(pack)
}

/// The lists with trained heads and their norms.
fn finished(lists: &PackBuilder, pack: &Pack, chat: &Chat) -> Outcome<Vec<u8>> {
    let mut builder = lists.clone();
    for (name, licence) in CORPORA {
        builder.part("heads", name, licence, "weights of linear models trained on it");
    }
    builder.section("heads", pack.heads.encode());
    for name in norms::CHAT {
        builder.part(
            "norms",
            name,
            norms::LICENCE,
            "means, deviations and reliabilities over its turns",
        );
    }
    let without = builder.clone();
    let norms = norms::section(LanguagePack::from_bytes(without.build()?)?, chat)?;
    builder.section("norms", norms.into_bytes());
    Ok(builder.build()?)
}

/// Keys, then groups, of the lines trained on: two counts, then sorted numbers of 64 bits each.
fn write_seen(trained: &[&Item]) -> Outcome<()> {
    let keys: BTreeSet<u64> = trained.iter().filter_map(|item| item.line.key).collect();
    let groups: BTreeSet<u64> = trained.iter().filter_map(|item| item.line.group).collect();
    let mut bytes = Vec::new();
    for count in [keys.len() as u64, groups.len() as u64] {
        bytes.extend_from_slice(&count.to_le_bytes());
    }
    keys.iter().chain(&groups).for_each(|hash| bytes.extend_from_slice(&hash.to_le_bytes()));
    fs::create_dir_all("training")?;
    Ok(fs::write(SEEN, bytes)?)
}

fn line(figure: &Figure) -> String {
    let value = figure.value.map_or("-".into(), |value| format!("{value:.3}"));
    let Figure { row, metric, n, basis, .. } = figure;
    format!("{row:<42} {metric:<9} {value} n={n} {basis}")
}

/// A card for each head.
fn cards(figures: &[Figure], bytes: &[u8]) -> Outcome<String> {
    let pack = LanguagePack::from_bytes(bytes.to_vec())?;
    let mut text = include_str!("cards.md").to_owned();
    for (head, name) in NAMES.iter().enumerate() {
        text += &format!("\n## {name}\n\nTrained on: {}.\n\n", targets::sources(head));
        text += "| row | metric | value | n | scored by |\n|---|---|---|---|---|\n";
        for figure in figures.iter().filter(|figure| figure.head == head) {
            let value = figure.value.map_or("-".into(), |value| format!("{value:.3}"));
            let Figure { row, metric, n, basis, .. } = figure;
            text += &format!("| {row} | {metric} | {value} | {n} | {basis} |\n");
        }
        let norms = pack.section_bytes("norms").map(String::from_utf8_lossy).unwrap_or_default();
        let wanted = format!("reliability\t{name}\t");
        if let Some(bands) = norms.lines().find_map(|line| line.strip_prefix(&wanted)) {
            text += &format!(
                "\nReliability by words (1-4, 5-9, 10-19, 20 and more): {}.\n",
                bands.replace('\t', ", ")
            );
        }
    }
    Ok(text)
}
