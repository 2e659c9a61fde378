// Reads a text and quotes as JSON from standard input; answers where two matchers from npm find them, and in what time.
//
// dom-anchor-text-quote reads nothing of its root but the text, so an object that has one is enough; it looks near the
// quote's old position. diff-match-patch takes patterns of at most 32 characters: the quote's first 32 are looked for.

import DiffMatchPatch from "diff-match-patch";
import * as textQuote from "dom-anchor-text-quote";

const { text, cases } = JSON.parse(await new Response(process.stdin).text());
const root = { textContent: text };

function byTextQuote([exact, prefix, suffix, hint]) {
  const found = textQuote.toTextPosition(root, { exact, prefix, suffix }, { hint });
  return found && [found.start, found.end];
}

const matcher = new DiffMatchPatch();
matcher.Match_Distance = text.length * 2;

function byDiffMatchPatch([exact, , , hint]) {
  const start = matcher.match_main(text, exact.slice(0, 32), hint);
  return start < 0 ? null : [start, start + exact.length];
}

const answers = {};
for (const [name, find] of [
  ["dom-anchor-text-quote", byTextQuote],
  ["diff-match-patch", byDiffMatchPatch],
]) {
  const start = process.cpuUsage();
  const spans = cases.map(find);
  const { user, system } = process.cpuUsage(start);
  answers[name] = { spans, seconds: (user + system) / 1e6 };
}
process.stdout.write(JSON.stringify(answers));
