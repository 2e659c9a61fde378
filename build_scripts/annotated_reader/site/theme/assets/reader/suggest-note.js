// From words chosen in a text to a note: where they stand, what tells them apart, the YAML, what is wrong, the ways out.
// Nothing here touches the page. The rules are those of the package's `texts` and `checks`.

const WORD = /\S{1,40}/gu;
const MOST_WORDS = 256;
const MOST_CONTEXT = 1000;
// what may end a title: "U.S.", "et al."
const ABBREVIATION = /(?:[\p{L}\p{N}_]\.){2}$|\b(?:al|Co|Corp|etc|Inc|Jr|Ltd|Sr)\.$/u;
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what it finds
const INVISIBLE =
  /[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above

/** Joins an article's blocks to its text, with the place at which each begins (in UTF-16 units). */
export function readText(blocks) {
  let text = "";
  const starts = new Map();
  const comments = [];
  for (const [number, words, separator, folded] of blocks) {
    starts.set(number, text.length);
    if (folded === 2) comments.push([text.length, text.length + words.length]);
    text += words + separator;
  }
  const words = [...text.matchAll(WORD)].map((match) => [match.index, match.index + match[0].length]);
  return { text, starts, comments, words };
}

/** Makes typography, case and white space plain, as the build compares prefix and suffix. */
function fold(words) {
  return words
    .replace(INVISIBLE, "")
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(/[‘’‚‛“”„‟«»‹›′″‵‶ʼ`´＂＇〝〞"]/gu, "'")
    .replace(/[‐-―−﹘﹣－⁃]/gu, "-")
    .replace(/\s+/gu, " ");
}

const onOneLine = (words) => words.replace(INVISIBLE, "").trim().replace(/\s+/gu, " ");

/** Lists where words stand, white space aside; inside other words too. */
export function places(text, words) {
  const pieces = words
    .trim()
    .split(/\s+/u)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&"));
  if (!pieces[0]) return [];
  const found = [];
  const pattern = new RegExp(pieces.join("\\s+"), "gu");
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push([match.index, match.index + match[0].length]);
    pattern.lastIndex = match.index + String.fromCodePoint(match[0].codePointAt(0)).length; // never into a pair
  }
  return found;
}

// What texts/word_boundaries.py says: scripts without spaces between words, and what ends no word.
const WITHOUT_SPACES =
  /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
const OF_A_WORD = /[\p{L}\p{M}\p{N}]/u;
const HINTS = /[\xad\u200b-\u200d\u2060\ufeff]/u;
const NEAR = 80;

/** Tells whether no word goes on across a place in a text. */
function isBoundary(text, at) {
  const before = [...text.slice(Math.max(0, at - NEAR), at)].findLast((char) => !HINTS.test(char));
  const after = [...text.slice(at, at + NEAR)].find((char) => !HINTS.test(char));
  return ![before, after].every((char) => char && OF_A_WORD.test(char) && !WITHOUT_SPACES.test(char));
}

/** Tells whether a span begins and ends with whole words. */
export const isWhole = (text, [start, end]) => isBoundary(text, start) && isBoundary(text, end);

const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "word" });

/** Tells whether the browser sees one word here, as "don't" is. */
function isInWord(text, at) {
  if (!isBoundary(text, at)) return true;
  const first = Math.max(0, at - NEAR);
  const { index, segment, isWordLike } =
    segmenter?.segment(text.slice(first, at + NEAR)).containing(at - first) ?? {};
  return Boolean(isWordLike) && index < at - first && !WITHOUT_SPACES.test(segment);
}

/** Widens a span to whole words, leaving out the white space at its ends. */
export function toWords(text, [from, to]) {
  const chosen = text.slice(from, to);
  let start = from + chosen.length - chosen.trimStart().length;
  let end = from + chosen.trimEnd().length;
  if (start >= end) return null;
  while (start > 0 && isInWord(text, start)) start -= 1;
  while (end < text.length && isInWord(text, end)) end += 1;
  return [start, end];
}

/** Chooses the place that is nearest to where the words were chosen. */
export function nearest(found, start) {
  return [...found].sort((one, other) => Math.abs(one[0] - start) - Math.abs(other[0] - start))[0];
}

/** Gives the shortest context, in words, that stands at this place only: before, after, or both; nothing if none does. */
export function toldApart({ text, words }, [start, end]) {
  const same = text.slice(start, end);
  const rivals = [];
  for (let at = text.indexOf(same); at >= 0; at = text.indexOf(same, at + 1))
    if (at !== start && isWhole(text, [at, at + same.length])) rivals.push(at);
  if (!rivals.length) return {};
  const before = words.filter((word) => word[0] < start && word[0] >= start - MOST_CONTEXT);
  const after = words.filter((word) => word[1] > end && word[1] <= end + MOST_CONTEXT);
  const room = 2 * MOST_CONTEXT;
  const left = rivals.map((at) => fold(text.slice(Math.max(0, at - room), at)).trimEnd());
  const right = rivals.map((at) => fold(text.slice(at + same.length, at + same.length + room)).trimStart());
  for (let count = 1; count <= MOST_WORDS; count++) {
    const prefix = before.length ? onOneLine(text.slice(before.at(-count)?.[0] ?? before[0][0], start)) : "";
    const suffix = after.length ? onOneLine(text.slice(end, (after[count - 1] ?? after.at(-1))[1])) : "";
    const beside = rivals.map((_, i) => [
      left[i].endsWith(fold(prefix).trim()),
      right[i].startsWith(fold(suffix).trim()),
    ]);
    if (!beside.some(([both]) => both)) return { prefix };
    if (!beside.some(([, both]) => both)) return { suffix };
    if (!beside.some(([one, other]) => one && other)) return { prefix, suffix };
  }
  return null;
}

/** Makes an id of a title, that nothing else has. */
export function idOf(title, taken) {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/gu) ?? ["note"];
  while (words.join("-").length > 50 && words.length > 1) words.pop();
  const joined = words.join("-").slice(0, 50);
  const stem = /^p\d+$/u.test(joined) ? `note-${joined}` : joined;
  let id = stem;
  for (let count = 2; taken.includes(id); count++) id = `${stem}-${count}`;
  return id;
}

/** Writes a text as YAML in double quotes; what YAML allows only escaped, or not at all, is escaped or left out. */
function quoted(words) {
  return JSON.stringify(words.toWellFormed?.() ?? words).replace(
    /[\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff]/gu,
    (char) => `\\u${char.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Writes a longer text: as it is after `|-` where YAML reads it back as such, else in quotes. */
function block(words) {
  const plain =
    words &&
    !/^\s|[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]/u.test(
      words,
    );
  return plain ? `|-\n${words.replace(/^(?=.)/gmu, "    ")}` : quoted(words);
}

const split = (line) => {
  const [, id, pinpoint] = /^\s*(\S+?)(?::\s+(.*\S))?\s*$/u.exec(line) ?? [];
  return { id, pinpoint };
};

/** Gives the references that are filled in, each with its id and its pinpoint. */
export const references = (draft) => draft.references.filter((line) => line.trim()).map(split);

/** Reads an address that is named in place of a reference; nothing where there is none. */
function addressOf({ id = "" }) {
  const written = /^www\./iu.test(id) ? `https://${id}` : id;
  if (!/^https?:\/\//iu.test(written) || !URL.canParse(written)) return null;
  return new URL(written);
}

/** Makes an id for a work from its address: the site's name and the page's. */
function referenceId({ hostname, pathname }) {
  const host = hostname.replace(/^www\./u, "").split(".");
  const page = pathname.split("/").filter(Boolean).at(-1) ?? "";
  return idOf(
    [...(host.slice(0, -1).length ? host.slice(0, -1) : host), page.replace(/\.[a-z]{2,5}$/iu, "")].join(" "),
    [],
  );
}

/** Writes how to describe works that are no references yet: the first lines of their files, as comments. */
function newReferences(named) {
  return named.flatMap((reference) => {
    const address = addressOf(reference);
    if (!address) return [];
    const id = referenceId(address);
    const cite = reference.pinpoint ? `${id}: ${quoted(reference.pinpoint)}` : id;
    return [
      `  # To cite ${address.hostname}, add annotations/references/${id}.yml, and then: references: [${cite}]`,
      `  #   id: ${id}`,
      "  #   type: webpage",
      "  #   title: …",
      "  #   short: …",
      `  #   URL: ${quoted(address.href)}`,
      "  #   standing: …  # primary | reporting | analysis | party",
      "  #   consulted: …  # original | copy | extract | not-read",
      "  #   summary: …",
    ];
  });
}

/** Says why a note has no reference as long as the work that it rests on is none. */
function notDescribed([{ href, hostname }]) {
  const where = href.length <= 300 ? href : hostname;
  return `The source is not among this site’s references yet: ${where}`;
}

/** Writes the note as a file of annotations/. */
export function toYaml(draft, id, today) {
  const named = references(draft).filter((reference) => reference.id);
  const cited = named.filter((reference) => !addressOf(reference));
  const addresses = named.map(addressOf).filter(Boolean);
  const unsourced =
    draft.unsourced.trim() || (addresses.length && !cited.length ? notDescribed(addresses) : "");
  const { exact, prefix, suffix } = draft.quote;
  const context = Object.entries({ exact, prefix, suffix }).filter(([, words]) => words);
  const lines = [
    "# yaml-language-server: $schema=../../docs/schema/notes.json",
    `- id: ${id}`,
    `  kind: ${draft.kind}`,
    `  title: ${quoted(draft.title.trim())}`,
    context.length > 1 ? "  quote:" : `  quote: ${quoted(exact)}`,
    ...(context.length > 1 ? context.map(([part, words]) => `    ${part}: ${quoted(words)}`) : []),
    `  note: ${block(draft.note.trim())}`,
  ];
  if (cited.length) {
    lines.push("  references:");
    for (const { id: cites, pinpoint } of cited)
      lines.push(`    - ${pinpoint ? `${quoted(cites)}: ${quoted(pinpoint)}` : quoted(cites)}`);
  }
  if (unsourced) lines.push(`  unsourced: ${quoted(unsourced)}`);
  lines.push(...newReferences(named));
  if (draft.claim) lines.push(`  claim: {id: ${quoted(draft.claim)}, stance: ${draft.stance}}`);
  if (draft.event) lines.push(`  event: ${quoted(draft.event)}`);
  if (draft.contributor.trim())
    lines.push(`  contributors: [${quoted(draft.contributor.trim().replace(/^@/u, ""))}]`);
  return [...lines, "  confidence: unconfirmed", `  added: ${today}`, ""].join("\n");
}

/** Says what `check` would say of the note. */
export function problems(draft, site) {
  const { limits } = site;
  const title = draft.title.trim();
  const note = draft.note.trim();
  const count = note.split(/\s+/u).length;
  const cited = references(draft);
  const address = cited.map(addressOf).find(Boolean);
  const unknown = cited.find((each) => !addressOf(each) && !Object.hasOwn(site.references, each.id ?? ""));
  const said = [
    [
      draft.quote?.whole,
      `These words begin or end inside a word. The whole words are: “${draft.quote?.whole}”`,
    ],
    [!draft.quote, "These words do not stand in the text."],
    [draft.quote?.onComment, "A note may not stand on a reader’s comment."],
    [draft.quote?.alike, "Nothing tells these words from others like them: choose more."],
    [draft.quote?.exact?.length > limits.quote, `The quotation is longer than ${limits.quote} characters.`],
    [!title, "Say what is missing, in one sentence."],
    [
      [...title].length > limits.title,
      `The title has ${[...title].length} characters; at most ${limits.title} are read.`,
    ],
    [/[^.]\.$/u.test(title) && !ABBREVIATION.test(title), "The title ends with a full stop."],
    [!note, "Your words are missing."],
    [count > limits.words, `The note has ${count} words; at most ${limits.words} are read.`],
    [[...note].length > limits.note, `The note has more than ${limits.note} characters.`],
    [unknown, `“${unknown?.id ?? ""}” is no reference of this site. In an issue, any source may be named.`],
    [address, `“${address?.hostname}” is not among this site’s references yet; the file says how to add it.`],
    [!cited.length && !draft.unsourced.trim(), "The note names no reference and no reason for having none."],
    [draft.kind === "fact-check" && !draft.claim, "A fact-check needs a claim."],
    [draft.kind === "quotation" && !draft.event, "A quotation needs an event that has its words."],
    [!/^(@?[A-Za-z0-9](-?[A-Za-z0-9]){0,38})?$/u.test(draft.contributor.trim()), "This is no GitHub name."],
  ];
  return said.filter(([wrong]) => wrong).map(([, words]) => words);
}

const query = (values) =>
  Object.entries(values)
    .filter(([, words]) => words)
    .map(([key, words]) => `&${key}=${encodeURIComponent(words)}`)
    .join("");

/** Gives the addresses that open the note on GitHub, each with the reason where it is off. */
export function waysOut(draft, site, slug, id, yaml) {
  const { exact, prefix, suffix } = draft.quote ?? {};
  const claim = draft.claim && `${draft.claim}: ${draft.stance}`;
  const fields = {
    article: slug,
    quote: exact,
    prefix,
    suffix,
    kind: site.kinds[draft.kind],
    point: draft.title,
    note: draft.note,
  };
  const rest = {
    sources: draft.references.filter((line) => line.trim()).join("\n"),
    unsourced: draft.unsourced,
    claim,
    event: draft.event,
  };
  const file = `${site.newFile}?${query({ filename: `annotations/${slug}/${id}.yml`, value: yaml }).slice(1)}`;
  const issue = site.newIssue + query({ title: `Note: ${draft.title}`, ...fields, ...rest });
  const off = (address) => {
    if (!site.newFile) return "Off: this site names no repository.";
    return address.length > site.limits.address
      ? `Off: too long for an address (${address.length} of ${site.limits.address} bytes). Copy or download it instead.`
      : "";
  };
  return { issue: { address: issue, off: off(issue) }, file: { address: file, off: off(file) } };
}
