import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cellOf, listText, textOfCell, valuesOfList } from "./cells.js";
import { readCsv } from "./read-csv.js";
import { csvRows } from "./write-csv.js";

/** Texts that begin with what a spreadsheet acts on, or nearly. */
const text = fc
  .tuple(
    fc.array(fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "＝"), { maxLength: 3 }),
    fc.string({ unit: "grapheme" }),
    fc.array(fc.constantFrom("'", "=", "-", ";", "\t", "\n", "a"), { maxLength: 6 }),
  )
  .map(([start, rest, end]) => start.join("") + rest + end.join(""));

describe("a cell", () => {
  test.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+44 20 7946 0000", "'+44 20 7946 0000"],
    ["-1", "'-1"],
    ["@amara", "'@amara"],
    ["\tx", "'\tx"],
    ["\rx", "'\rx"],
    ["'=1", "''=1"],
    ["Eve;=1+1|x", "Eve;'=1+1|x"],
    ["Eve;'=1\t-2\n+3", "Eve;''=1\t'-2\n'+3"],
    ["one\n\ntwo; three", "one\n\ntwo; three"],
    ["'t Hooft", "'t Hooft"],
    ["Amara", "Amara"],
    ["", ""],
  ])("of %j is %j", (given, cell) => {
    expect(cellOf(given)).toBe(cell);
    expect(textOfCell(cell)).toBe(given);
  });

  test("is no formula, and gives the text back, whatever the text is", () =>
    fc.assert(
      fc.property(text, (given) => {
        expect(cellOf(given)).not.toMatch(/^[=+\-@\t\r\n]|[;\t\r\n][=+\-@]/);
        expect(textOfCell(cellOf(given))).toBe(given);
      }),
    ));
});

test("several values in one text come back as they were, but for the blanks around them", () =>
  fc.assert(
    fc.property(
      fc.array(
        text.map((each) => each.trim()),
        { minLength: 1 },
      ),
      (values) => {
        fc.pre(values.length > 1 || values[0] !== "");
        expect(valuesOfList(listText(values))).toEqual(values);
      },
    ),
  ));

test("rows come back as they were written, but for the blanks around values and the kind of line breaks", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text, text)), async (rows) => {
      const told = rows.map((row) => row.map((each) => each.replace(/\r\n?/g, "\n").trim()));
      const csv = await readCsv(csvRows([["a", "b", "c"], ...told]), { columns: ["a", "b", "c"], otherTitles: [] });
      const values = "broken" in csv ? csv.broken : csv.records.map((record) => record.values);
      expect(values).toEqual(told.filter((row) => row.some((each) => each !== "")));
    }),
  ));
