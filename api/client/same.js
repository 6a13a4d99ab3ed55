// Ends with 1 when the types that are kept are not those of the document as it is.
import fs from "node:fs";

if (fs.readFileSync("src/v2.d.ts", "utf8") !== fs.readFileSync("target/types/v2.d.ts", "utf8")) {
    console.error("api/client/src/v2.d.ts is not that of the document: npm --prefix api/client run generate");
    process.exitCode = 1;
}
