// Shows the document of the version that the address names: ?version=v2.
const version = new URLSearchParams(location.search).get("version") === "v2" ? "v2" : "v1";

SwaggerUIBundle({
    url: `/api/openapi.json?version=${version}`,
    dom_id: "#document",
    deepLinking: true,
    docExpansion: "none",
    // Another host would be asked whether the document is right; the build has done so.
    validatorUrl: null,
});
