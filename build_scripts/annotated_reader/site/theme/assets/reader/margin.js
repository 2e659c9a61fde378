// The margin: places the notes beside the text, each as near its mark as its neighbours allow, and none over another.

const GAP = 8;
const FAR = 40;

// the heights of closed notes that are not cut to one line
const loose = new WeakMap();

/** Returns values that never fall, with the least sum of squared differences: isotonic regression by pooling violators. */
function rising(values) {
  const pools = [];
  for (const value of values) {
    let pool = { mean: value, size: 1 };
    while (pools.length && pools.at(-1).mean >= pool.mean) {
      const last = pools.pop();
      const size = last.size + pool.size;
      pool = { mean: (last.mean * last.size + pool.mean * pool.size) / size, size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, size }) => Array(size).fill(mean));
}

/**
 * Returns the tops of notes that follow one another without overlap, each as near the wanted one as the others allow.
 *
 * The note at `fixed` gets its wanted top; those above it give way upwards and those below it downwards, neither for the
 * sake of the other.
 */
export function arrange(wanted, heights, fixed = -1) {
  let above = 0;
  const stacked = heights.map((height) => {
    above += height + GAP;
    return above - height - GAP;
  });
  const levels = wanted.map((top, at) => top - stacked[at]);
  const limit = Math.max(0, levels[fixed] ?? Number.POSITIVE_INFINITY);
  const cut = fixed < 0 ? levels.length : fixed + 1;
  return [
    ...rising(levels.slice(0, cut)).map((level) => Math.min(level, limit)),
    ...rising(levels.slice(cut)).map((level) => Math.max(level, limit)),
  ].map((level, at) => Math.max(0, level) + stacked[at]);
}

/** Returns where each note wants to begin, from the top of the article: at the first line of its mark. */
function wantedTops(reader, notes) {
  const origin = reader.getBoundingClientRect().top;
  const marks = {};
  for (const mark of reader.querySelectorAll(".mark")) marks[mark.dataset.note] ??= mark;
  return notes.map((note) => {
    let part = marks[note.dataset.note] ?? note;
    while (!part.getClientRects().length) part = part.parentElement; // folded away: where it can be opened
    return part.getClientRects()[0].top - origin;
  });
}

/**
 * Places the notes that are shown in the margin of an article. Where closed ones would stand far from their marks, they
 * take one line each.
 *
 * @param reader the article.
 * @param notes those that are shown, in the order of the text.
 * @param current the open note that must stand at its mark, if any.
 * @param anew whether the heights of notes may have changed, by a font or a width.
 */
export function placeNotes(reader, notes, current, anew) {
  if (anew) for (const note of notes) note.removeAttribute("data-tight");
  // read all, then write: each change of mind would lay out all notes anew
  const wanted = wantedTops(reader, notes);
  const heights = notes.map((note) => {
    if (note.open) return note.offsetHeight;
    if (!note.hasAttribute("data-tight")) loose.set(note, note.offsetHeight);
    return loose.get(note);
  });
  const line = Number.parseFloat(getComputedStyle(reader).getPropertyValue("--note-line"));
  const fixed = notes.indexOf(current);
  let tops = arrange(wanted, heights, fixed);
  const tight = new Set();
  for (let round = 0; round < 3; round++) {
    for (const run of runs(tops, heights)) {
      if (run.every((at) => Math.abs(tops[at] - wanted[at]) < FAR)) continue;
      for (const at of run.filter((at) => !notes[at].open && heights[at] > line)) {
        heights[at] = line;
        tight.add(at);
      }
    }
    tops = arrange(wanted, heights, fixed);
  }
  notes.forEach((note, at) => {
    note.toggleAttribute("data-tight", tight.has(at));
    note.style.top = `${tops[at]}px`;
  });
  reader.dataset.placed = "";
  const ends = tops.map((top, at) => top + heights[at]);
  reader.style.setProperty("--notes-end", `${Math.max(0, ...ends)}px`);
}

/** Groups the notes that stand right below one another, as lists of their numbers. */
function runs(tops, heights) {
  const found = [];
  tops.forEach((top, at) => {
    if (at && top - tops[at - 1] - heights[at - 1] <= GAP + 1) found.at(-1).push(at);
    else found.push([at]);
  });
  return found;
}
