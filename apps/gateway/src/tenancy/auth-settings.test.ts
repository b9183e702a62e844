import { expect, test } from "@jest/globals";
import { z } from "zod";
import { authSettings } from "./auth-settings.js";

const settings = z.object(authSettings);
const AUTH_SECRET = "0123456789abcdef0123456789abcdef";

test("Sign-in needs a secret and nothing else to be set", () => {
  expect(settings.parse({ AUTH_SECRET })).toMatchObject({ PUBLIC_URL: "http://127.0.0.1:4000", TRUSTED_ORIGINS: [] });
  expect(settings.safeParse({}).success).toBe(false);
  expect(settings.safeParse({ AUTH_SECRET: "short" }).success).toBe(false);
});

test("Trusted origins are separated by commas and must be origins of web pages", () => {
  const TRUSTED_ORIGINS = "https://app.example.com, http://localhost:5173";
  expect(settings.parse({ AUTH_SECRET, TRUSTED_ORIGINS }).TRUSTED_ORIGINS).toEqual([
    "https://app.example.com",
    "http://localhost:5173",
  ]);
  expect(settings.safeParse({ AUTH_SECRET, TRUSTED_ORIGINS: "app.example.com" }).success).toBe(false);
});
