//! Builds the English language pack: `train [--data DIR [--vectors DIR | --transfer]]
//! [--check]`.
//!
//! Word lists come from `packs/en`. With `--data` the model heads are trained on the corpora of that
//! folder that may be trained on, on all of them for the pack that ships (`src/pack/en.pack`), and
//! without one fold in five for those of `target/folds`, which the evaluation needs; the lines that
//! were trained on stand in `training/seen.bin`. Without it the heads of the present pack are kept.
//! `--data` without `--vectors` trains the heads of acts and of stance alone and keeps all else of the
//! present packs, with `--stance` those of stance alone; with `--models` it writes packs whose heads of
//! stance have seen no reply of one of the systems, and nothing else;
//! with `--transfer` it writes nothing but packs whose heads of acts are trained without one of their
//! corpora, for `evaluate --transfer`.
//! `--check` writes the packs of the folds alone and fails if another file would change.

mod acts;
#[path = "../common/corpus.rs"]
mod corpus;
mod fit;
mod lists;
#[path = "../common/metrics.rs"]
mod metrics;
mod norms;
mod pack;
mod rows;
mod seeds;
mod stance;
mod targets;
#[allow(dead_code)]
mod texts;
mod vectors;

use acts::{ACT_CORPORA, ActPack};
use corpus::Line;
use lingsync::{
    Config, Engine,
    pack::{LanguagePack, PackBuilder},
    training::stance::StanceHeads,
};
use norms::Chat;
use pack::{Material, Pack};
use rows::{Figure, Packs};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
    time::Instant,
};
use targets::{CORPORA, NAMES, is_own};
use texts::{Item, Vocabulary};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const PACK: &str = "src/pack/en.pack";
const FOLDS: &str = "target/folds";
const SEEN: &str = "training/seen.bin";
const SEEDS: &str = "packs/en";
const CARDS: &str = "docs/MODELS.md";

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let (mut data, mut vectors, mut check, mut transfer) = (None, None, false, false);
    let (mut stance, mut models) = (false, false);
    while let Some(flag) = args.next() {
        let mut folder = || args.next().map(PathBuf::from).ok_or(format!("{flag} needs a folder"));
        match flag.as_str() {
            "--data" => data = Some(folder()?),
            "--vectors" => vectors = Some(folder()?),
            "--check" => check = true,
            "--transfer" => transfer = true,
            "--stance" => stance = true,
            "--models" => models = true,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let lists = lists::lists(Path::new("packs/en"))?;
    if transfer {
        return without_each(&lists, &data.ok_or("--transfer needs --data")?);
    }
    if models {
        return without_models(&lists, &data.ok_or("--models needs --data")?);
    }
    let bytes = match (&data, &vectors) {
        (Some(data), Some(vectors)) => train(&lists, data, vectors, check)?,
        (Some(data), None) => some(&lists, data, !stance)?,
        (None, None) => keep(lists)?,
        _ => return Err("--vectors needs --data".into()),
    };
    write(PACK, &bytes, check)
}

/// Writes a file of the repository; with `check` compares it instead.
fn write(path: &str, bytes: &[u8], check: bool) -> Outcome<()> {
    if !check {
        println!("{path}: {} bytes", bytes.len());
        return Ok(fs::write(path, bytes)?);
    }
    if fs::read(path)? != bytes {
        return Err(format!("{path} is not what its sources and corpora give").into());
    }
    println!("{path}: built again, the same {} bytes", bytes.len());
    Ok(())
}

/// The lists with the heads and norms of the present pack.
fn keep(mut lists: PackBuilder) -> Outcome<Vec<u8>> {
    let present = LanguagePack::from_bytes(fs::read(PACK)?)?;
    keep_of(&present, &["heads", "act_heads", "stance_heads", "norms"], &mut lists);
    Ok(lists.build()?)
}

/// Takes sections over from a pack.
fn keep_of(present: &LanguagePack, names: &[&str], lists: &mut PackBuilder) {
    for name in names {
        if let Some(bytes) = present.section_bytes(name) {
            lists.section(name, bytes.to_vec());
            for part in present.manifest().parts.iter().filter(|part| part.section == *name) {
                lists.part(name, &part.source, &part.licence, &part.note);
            }
        }
    }
}

/// An engine with the pack's lists, in which no head takes part.
fn without_heads(lists: &PackBuilder) -> Outcome<Engine> {
    let pack = LanguagePack::from_bytes(lists.clone().build()?)?;
    Ok(Engine::builder(Config::default()).pack(pack).build()?)
}

/// The heads of acts: the turns, the shipped heads, and those without each fold.
fn train_acts(data: &Path, engine: &Engine) -> Outcome<(acts::Data, ActPack, Vec<ActPack>)> {
    let began = Instant::now();
    let data = acts::Data::read(data, engine)?;
    let (shipped, folds) = acts::train(&data).ok_or("the heads of acts could not be built")?;
    let (rows, seconds) = (data.rows.len(), began.elapsed().as_secs_f64());
    println!("heads of acts: {rows} rows, trained in {seconds:.1} s");
    Ok((data, shipped, folds))
}

/// The pack of a file with other heads of acts or of stance.
fn with(
    lists: &PackBuilder,
    path: &Path,
    acts: Option<&ActPack>,
    stance: Option<&StanceHeads>,
) -> Outcome<Vec<u8>> {
    let (present, mut builder) = (LanguagePack::from_bytes(fs::read(path)?)?, lists.clone());
    keep_of(&present, &["heads"], &mut builder);
    match acts {
        Some(acts) => add_acts(&mut builder, acts),
        None => keep_of(&present, &["act_heads"], &mut builder),
    }
    match stance {
        Some(stance) => add_stance(&mut builder, stance),
        None => keep_of(&present, &["stance_heads"], &mut builder),
    }
    keep_of(&present, &["norms"], &mut builder);
    Ok(builder.build()?)
}

/// Packs whose heads of acts have not seen one of the corpora.
fn without_each(lists: &PackBuilder, data: &Path) -> Outcome<()> {
    let (data, shipped, _) = train_acts(data, &without_heads(lists)?)?;
    fs::create_dir_all(FOLDS)?;
    for (corpus, (name, _)) in ACT_CORPORA.iter().enumerate() {
        let pack = acts::without(&data, corpus, &shipped).ok_or("no heads could be built")?;
        let path = Path::new(FOLDS).join(format!("without-{name}.pack"));
        fs::write(&path, with(lists, Path::new(PACK), Some(&pack), None)?)?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Packs whose heads of stance have seen no reply of one of the systems.
fn without_models(lists: &PackBuilder, data: &Path) -> Outcome<()> {
    let data = stance::Data::read(data, &without_heads(lists)?)?;
    fs::create_dir_all(FOLDS)?;
    let packs = stance::of_models(&data);
    for (model, heads) in &packs {
        let path = Path::new(FOLDS).join(format!("without-model-{model}.pack"));
        fs::write(&path, with(lists, Path::new(PACK), None, Some(heads))?)?;
        println!("{}", path.display());
    }
    let of = |row: &stance::Row| {
        packs.iter().find(|(model, _)| *model == data.model_of(row)).map(|(_, heads)| heads)
    };
    for (name, metric, value, n) in stance::figures(&data, of) {
        let value = value.map_or("-".into(), |value| format!("{value:.3}"));
        println!("{:<42} {metric:<9} {value} n={n} leave one system out", name);
    }
    Ok(())
}

/// The heads of stance: the replies, the shipped heads, and those without each fold.
fn train_stance(
    data: &Path,
    engine: &Engine,
) -> Outcome<(stance::Data, StanceHeads, Vec<StanceHeads>)> {
    let data = stance::Data::read(data, engine)?;
    let fold = |row: &stance::Row| data.line_of(row).fold();
    let shipped = stance::train(&data, |_| true);
    let folds: Vec<StanceHeads> = (0..corpus::FOLDS)
        .map(|held| stance::train(&data, |row| fold(row) != Some(held)))
        .collect();
    println!("heads of stance: {} replies", data.rows.len());
    Ok((data, shipped, folds))
}

fn stance_figures(data: &stance::Data, folds: &[StanceHeads]) -> String {
    let of = |row: &stance::Row| folds.get(data.line_of(row).fold()? as usize);
    let mut text = String::new();
    for (name, metric, value, n) in stance::figures(data, of) {
        let value = value.map_or("-".into(), |value| format!("{value:.3}"));
        text += &format!("| sycon_fp {name} | {metric} | {value} | {n} | folds |\n");
    }
    text
}

/// Trains the heads of stance, and those of acts if they are wanted; all else is that of the present
/// packs.
fn some(lists: &PackBuilder, data: &Path, with_acts: bool) -> Outcome<Vec<u8>> {
    let engine = without_heads(lists)?;
    let acts = with_acts.then(|| train_acts(data, &engine)).transpose()?;
    let (replies, stance, stance_folds) = train_stance(data, &engine)?;
    let fold_of = |fold: usize| acts.as_ref().and_then(|(_, _, folds)| folds.get(fold));
    for (fold, stance) in stance_folds.iter().enumerate() {
        let path = Path::new(FOLDS).join(format!("en-{fold}.pack"));
        if path.exists() {
            fs::write(&path, with(lists, &path, fold_of(fold), Some(stance))?)?;
        }
    }
    if let Some((data, _, folds)) = &acts {
        acts::figures(data, folds).iter().for_each(|figure| println!("{}", line(figure)));
    }
    print!("{}", stance_figures(&replies, &stance_folds));
    let lines = acts.iter().flat_map(|(data, ..)| &data.lines).chain(&replies.lines);
    fs::write(SEEN, seen(lines, &fs::read(SEEN)?))?;
    with(lists, Path::new(PACK), acts.as_ref().map(|(_, shipped, _)| shipped), Some(&stance))
}

/// Adds the section of the heads of stance.
fn add_stance(builder: &mut PackBuilder, heads: &StanceHeads) {
    let (name, licence) = stance::CORPUS;
    builder.part("stance_heads", name, licence, "weights of linear models trained on it");
    builder.section("stance_heads", heads.encode());
}

/// Adds the section of the heads of acts.
fn add_acts(builder: &mut PackBuilder, acts: &ActPack) {
    for (name, licence) in ACT_CORPORA {
        builder.part("act_heads", name, licence, "weights of linear models trained on it");
    }
    builder.section("act_heads", acts.heads.encode());
}

fn train(lists: &PackBuilder, data: &Path, vectors: &Path, check: bool) -> Outcome<Vec<u8>> {
    let began = Instant::now();
    // The features ask for the pack's lists; no head takes part.
    let engine = without_heads(lists)?;
    let mut vocabulary = Vocabulary::default();
    let vectors = vectors::read(vectors, &mut vocabulary)?;
    let mut corpora: Vec<Vec<Item>> = Vec::new();
    for (at, name) in
        CORPORA.iter().map(|(name, _)| *name).chain(["emobank", "epitome"]).enumerate()
    {
        let lines = match seeds::read(name, Path::new(SEEDS))? {
            Some(lines) => lines,
            None => corpus::read(data, name)?.unwrap_or_default(),
        };
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
    let (turns, act_shipped, act_folds) = train_acts(data, &engine)?;
    let (replies, stance, stance_folds) = train_stance(data, &engine)?;
    let shipped = one(&trained, None, material)?;
    let bytes = finished(lists, &shipped, (&act_shipped, &stance), &chat)?;
    fs::create_dir_all(FOLDS)?;
    let mut folds = Vec::new();
    for (fold, heads) in (0..corpus::FOLDS).zip(act_folds.iter().zip(&stance_folds)) {
        let pack = one(&trained, Some(fold), material)?;
        fs::write(
            Path::new(FOLDS).join(format!("en-{fold}.pack")),
            finished(lists, &pack, heads, &chat)?,
        )?;
        folds.push(pack);
    }
    let own = |item: &&&Item| !is_own(item.corpus);
    let lines = trained.iter().filter(own).map(|item| &item.line);
    let lines = lines.chain(&turns.lines).chain(&replies.lines);
    write(SEEN, &seen(lines, &[]), check)?;
    let packs = Packs { shipped, folds };
    let figures = rows::figures(&packs, &corpora);
    let act_figures = acts::figures(&turns, &act_folds);
    let text = cards(&figures, &bytes)? + &act_cards(&act_figures, &turns, &act_shipped);
    let text = text + include_str!("stance/cards.md") + &stance_figures(&replies, &stance_folds);
    write(CARDS, text.as_bytes(), check)?;
    for figure in figures.iter().chain(&act_figures) {
        println!("{}", line(figure));
    }
    println!("trained in {:.1} s", began.elapsed().as_secs_f64());
    Ok(bytes)
}

/// A pack of all lines but those of one fold, and those with the key of one of them. What is the
/// project's own is in every pack.
fn one(trained: &[&Item], fold: Option<u64>, material: Material<'_>) -> Outcome<Pack> {
    let held = |item: &&&Item| fold.is_some() && item.line.fold() == fold && !is_own(item.corpus);
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
fn finished(
    lists: &PackBuilder,
    pack: &Pack,
    (acts, stance): (&ActPack, &StanceHeads),
    chat: &Chat,
) -> Outcome<Vec<u8>> {
    let mut builder = lists.clone();
    for (name, licence) in CORPORA.iter().filter(|(name, _)| !matches!(*name, "seeds" | "words")) {
        builder.part("heads", name, licence, "weights of linear models trained on it");
    }
    for (source, licence, note) in targets::OWN {
        builder.part("heads", source, licence, note);
    }
    builder.section("heads", pack.heads.encode());
    add_acts(&mut builder, acts);
    add_stance(&mut builder, stance);
    for (name, licence) in norms::CHAT {
        let note = "means, deviations and reliabilities over its turns";
        builder.part("norms", name, licence, note);
    }
    let without = builder.clone();
    let norms = norms::section(LanguagePack::from_bytes(without.build()?)?, chat)?;
    builder.section("norms", norms.into_bytes());
    Ok(builder.build()?)
}

/// What was trained on: the counts of keys and groups, then the sorted keys and the sorted groups,
/// in 64 bits each, then a byte for each key: a bit for each fold whose pack has left it out. What
/// `before` says was trained on stays.
fn seen<'l>(trained: impl Iterator<Item = &'l Line>, before: &[u8]) -> Vec<u8> {
    let number = |at: usize| before[8 * at..8 * at + 8].try_into().map_or(0, u64::from_le_bytes);
    let count = |at: usize| if before.is_empty() { 0 } else { number(at) as usize };
    let (old_keys, old_groups) = (count(0), count(1));
    let bits = &before[8 * (2 + old_keys + old_groups).min(before.len() / 8)..];
    let mut keys: BTreeMap<u64, u8> = (0..old_keys).map(|at| (number(2 + at), bits[at])).collect();
    let mut groups: BTreeSet<u64> = (0..old_groups).map(|at| number(2 + old_keys + at)).collect();
    for line in trained {
        if let (Some(key), Some(fold)) = (line.key, line.fold()) {
            *keys.entry(key).or_default() |= 1 << fold;
        }
        groups.extend(line.group);
    }
    let counts = [keys.len() as u64, groups.len() as u64];
    let numbers = counts.iter().chain(keys.keys()).chain(&groups);
    let mut bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
    bytes.extend(keys.values());
    bytes
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
        text += &card(name, targets::sources(head), figures.iter().filter(|f| f.head == head));
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

/// The head of a card, with its figures.
fn card<'f>(name: &str, sources: &str, figures: impl Iterator<Item = &'f Figure>) -> String {
    let mut text = format!("\n## {name}\n\nTrained on: {sources}.\n\n");
    text += "| row | metric | value | n | scored by |\n|---|---|---|---|---|\n";
    for Figure { row, metric, value, n, basis, .. } in figures {
        let value = value.map_or("-".into(), |value| format!("{value:.3}"));
        text += &format!("| {row} | {metric} | {value} | {n} | {basis} |\n");
    }
    text
}

/// A card for each head of acts.
fn act_cards(figures: &[Figure], turns: &acts::Data, pack: &ActPack) -> String {
    let mut text = format!("\n{}", include_str!("acts/cards.md"));
    for (head, found) in pack.heads.heads().iter().enumerate() {
        let (name, sources) = (format!("acts: {}", found.name), acts::sources(turns, head));
        text += &card(&name, &sources, figures.iter().filter(|figure| figure.head == head));
        if head != acts::NEED {
            text += &format!("\nThreshold: {:.3} in log-odds.\n", found.threshold);
        }
    }
    text
}
