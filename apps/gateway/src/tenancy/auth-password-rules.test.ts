import { describe, expect, test } from "@jest/globals";
import { faultOfPassword } from "./auth-password-rules.js";

const nora = { email: "nora.lindqvist@northlight.example", name: "Nora Lindqvist" };
const codeOf = (password: string, whose = nora) => faultOfPassword(password, whose)?.code;

describe("A new password", () => {
  test("has 10 to 128 characters, counted after they were normalised", () => {
    expect(codeOf("nine char")).toBe("PASSWORD_TOO_SHORT");
    expect(codeOf("ten charsx")).toBeUndefined();
    expect(codeOf("🐎🐄🐖🐑🐐🐓🐈🐕🐇")).toBe("PASSWORD_TOO_SHORT"); // nine, of two units each
    expect(codeOf("🐎🐄🐖🐑🐐🐓🐈🐕🐇🦆")).toBeUndefined();
    expect(codeOf("e\u0301tudiant")).toBe("PASSWORD_TOO_SHORT"); // its accent is part of its letter
    expect(codeOf("ﷺ-ﷺ")).toBeUndefined(); // each stands for eighteen characters
    expect(codeOf("long pass ".repeat(12) + "12345678")).toBeUndefined();
    expect(codeOf("long pass ".repeat(12) + "123456789")).toBe("PASSWORD_TOO_LONG");
    expect(codeOf("x".repeat(1_000_000))).toBe("PASSWORD_TOO_LONG");
  });

  test.each([
    "qwertyuiop",
    "1234567890",
    "Password123",
    "PASSWORD12",
    "ｐａｓｓｗｏｒｄ１２３",
    "1111111111",
    "abcabcabcabc",
  ])("that everybody tries first is refused: %s", (password) => expect(codeOf(password)).toBe("PASSWORD_TOO_COMMON"));

  test.each([
    "nora.lindqvist@northlight.example",
    "Nora.Lindqvist",
    "NoraLindqvist1",
    "lindqvist-2027!",
    "northlight1",
    "LINDQVISTNORA",
    "nora nora nora",
  ])("that is its owner's name or address is refused: %s", (password) =>
    expect(codeOf(password)).toBe("PASSWORD_TOO_PERSONAL"),
  );

  test("may have a word of its owner's name among others", () => {
    expect(codeOf("nora rides at dawn")).toBeUndefined();
    expect(codeOf("2948 5710 3366")).toBeUndefined();
    expect(codeOf("jo@io.example", { email: "jo@io.example", name: "Jo" })).toBe("PASSWORD_TOO_PERSONAL");
  });
});
