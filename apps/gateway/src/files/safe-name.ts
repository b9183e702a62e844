/** The longest name in bytes that every file system takes, with room for what a browser adds. */
const MOST_BYTES = 200;

/** Control characters and marks that are not seen, such as those that turn the direction of a text. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What Windows takes for a device, whatever the ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name under which every system can save a file: no path, nothing that is not seen, and not too long. The ending stays,
 * since it says what the file is.
 */
export function safeName(name: string): string {
  const clean = name
    .replace(unseen, "")
    .replace(/[\\/:*?"<>|]+/g, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .replace(device, "_$1");
  const ending = /\.[^.\s]{1,20}$/.exec(clean)?.[0] ?? "";
  const stem = clean.slice(0, clean.length - ending.length);
  return `${cut(stem, MOST_BYTES - Buffer.byteLength(ending)) || "file"}${ending}`;
}

/** As many whole characters as have room. */
function cut(text: string, bytes: number): string {
  let room = bytes;
  let kept = "";
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    room -= Buffer.byteLength(segment);
    if (room < 0) break;
    kept += segment;
  }
  return kept.trimEnd();
}
