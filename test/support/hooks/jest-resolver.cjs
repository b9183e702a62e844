const { existsSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Our sources import "./x.js", as Node and tsc want it, and mean "./x.ts". Done here and not with a moduleNameMapper,
 * because that would rewrite the imports inside every dependency too.
 */
module.exports = (request, options) => {
  if (request.startsWith(".") && request.endsWith(".js") && !options.basedir.includes("node_modules")) {
    const source = join(options.basedir, request.replace(/\.js$/, ".ts"));
    if (existsSync(source)) return source;
  }
  return options.defaultResolver(request, options);
};
