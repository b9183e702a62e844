import { expect, test } from "@jest/globals";
import { safeName } from "./safe-name.js";

test.each([
  ["Plan.pdf", "Plan.pdf"],
  ["Gesprächsplan für März.docx", "Gesprächsplan für März.docx"],
  ["../../etc/passwd", "_.._etc_passwd"],
  ["C:\\plan.pdf", "C_plan.pdf"],
  ["plan\u202Efdp.exe", "planfdp.exe"],
  ["a\r\nset-cookie: x.pdf", "aset-cookie_ x.pdf"],
  ["con.txt", "_con.txt"],
  [".htaccess", "htaccess"],
  ["plan. . ", "plan"],
  ["", "file"],
  ["...", "file"],
  ["\u0000\uD800", "file"],
])("saves %j as %j", (name, saved) => {
  expect(safeName(name)).toBe(saved);
});

test("keeps the ending of a long name, and breaks no character", () => {
  const saved = safeName(`${"👩‍💻".repeat(100)}.pdf`);
  expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(200);
  expect(saved).toMatch(/^(👩💻|👩|💻)+\.pdf$/u);
  expect(saved).not.toContain("\uFFFD");
});
