import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { checkedFileLimits, fileSettings, usualFileLimits } from "./file-limits.js";

const settings = z.object(fileSettings);
const limitsWith = (given: Record<string, string>) => {
  const { FILE_BYTES, FILES_CLIENT_BYTES, FILES_COACH_BYTES, FILES_FIRM_BYTES } = settings.parse(given);
  const people = { client: FILES_CLIENT_BYTES, coach: FILES_COACH_BYTES };
  return checkedFileLimits({ file: FILE_BYTES, ...people, firm: FILES_FIRM_BYTES });
};

describe("The limits of files", () => {
  test("need not be set, and one client's share is a small part of the firm's", () => {
    expect(usualFileLimits).toEqual({ file: 25e6, client: 5e8, coach: 2e9, firm: 1e10 });
  });

  test("are set in bytes", () => {
    const given = { FILE_BYTES: "100", FILES_CLIENT_BYTES: "200", FILES_COACH_BYTES: "300", FILES_FIRM_BYTES: "300" };
    expect(limitsWith(given)).toEqual({ file: 100, client: 200, coach: 300, firm: 300 });
  });

  test.each([
    [{ FILE_BYTES: "25 MB" }, "give the bytes of the largest file, 1 to 250000000, such as 25000000"],
    [{ FILE_BYTES: "0" }, "give the bytes of the largest file"],
    [{ FILE_BYTES: "250000001" }, "give the bytes of the largest file"],
    [{ FILES_FIRM_BYTES: "1.5" }, "give the bytes of all files of a firm"],
    [{ FILES_CLIENT_BYTES: "100" }, "FILES_CLIENT_BYTES is 100: it must be at least FILE_BYTES, which is 25000000."],
    [{ FILES_COACH_BYTES: "100" }, "FILES_COACH_BYTES is 100: it must be at least FILE_BYTES, which is 25000000."],
    [
      { FILES_FIRM_BYTES: "500000000" },
      "FILES_FIRM_BYTES is 500000000: it must be at least FILES_COACH_BYTES, which is 2000000000.",
    ],
  ])("are refused if they cannot be: %j", (given, message) => {
    expect(() => limitsWith(given as Record<string, string>)).toThrow(message);
  });
});
