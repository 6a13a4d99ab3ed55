// Writes the types of version 2 of the API: node generate.js FOLDER.
import fs from "node:fs/promises";
import path from "node:path";
import {fileURLToPath} from "node:url";
import openapiTS, {astToString} from "openapi-typescript";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, process.argv[2] ?? "src");
const document = path.resolve(here, "../target/classes/com/evaratech/api/openapi-v2.json");
const head = "// Made from the API's document by: npm run generate. Changes belong into api/src/main/openapi.\n\n";

const told = JSON.parse(await fs.readFile(document, "utf8"));
// The product's version is no part of what callers are written against.
told.info.version = "v2";
await fs.mkdir(target, {recursive: true});
await fs.writeFile(path.join(target, "v2.d.ts"), head + astToString(await openapiTS(told)));
