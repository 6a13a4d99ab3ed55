// Shows the document of the version that the address names: ?version=v2.
const version = new URLSearchParams(location.search).get("version") === "v2" ? "v2" : "v1";

Redoc.init(
    `/api/openapi.json?version=${version}`,
    {
        disableGoogleFont: true,
        theme: {typography: {fontFamily: "sans-serif", headings: {fontFamily: "sans-serif"}}},
    },
    document.getElementById("document"),
);
