import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";

/** The files that are taken: the endings of their names, by what is in them. */
const binary: Readonly<Record<string, readonly string[]>> = {
  "application/pdf": ["pdf"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx"],
  "application/vnd.oasis.opendocument.text": ["odt"],
  "application/vnd.oasis.opendocument.spreadsheet": ["ods"],
  "application/vnd.oasis.opendocument.presentation": ["odp"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/gif": ["gif"],
  "image/webp": ["webp"],
  "image/heic": ["heic"],
  "audio/mpeg": ["mp3"],
  "audio/x-m4a": ["m4a"],
  "audio/wav": ["wav"],
  "video/mp4": ["mp4"],
  "video/webm": ["webm"],
  "video/quicktime": ["mov"],
};

/** Texts have no marks by which they could be told apart. They are never sent as what a browser would run. */
const texts: Readonly<Record<string, string>> = {
  txt: "text/plain; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  csv: "text/csv; charset=utf-8",
};

const typeOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(binary).flatMap(([type, endings]) => endings.map((ending) => [ending, type])),
);

/** The endings of the names of files that are taken. */
export const ENDINGS = [...Object.keys(typeOf), ...Object.keys(texts)];

/** The ending of a name, in lower case. */
export function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** What is in the file: the type of its name's ending. Undefined if it is something else, whatever its name says. */
export async function contentTypeOf(path: string, name: string): Promise<string | undefined> {
  const ending = endingOf(name);
  const found = (await fileTypeFromFile(path))?.mime;
  if (Object.hasOwn(texts, ending)) {
    // Texts may begin like other files, with "BMW" or "GIF" for example, whose bytes no text has. Only a PDF can be all text.
    return found !== "application/pdf" && (await isText(path)) ? texts[ending] : undefined;
  }
  return Object.hasOwn(typeOf, ending) && found === typeOf[ending] ? found : undefined;
}

/** Whether a file is text in UTF-8, without characters that no text has. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const file = await open(path, "r");
  try {
    for await (const part of file.createReadStream())
      if (NO_TEXT.test(decoder.decode(part as Buffer, { stream: true }))) return false;
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await file.close();
  }
}

/** Control characters other than tabs, line breaks and page breaks. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000e-\u001f\u007f]/;
