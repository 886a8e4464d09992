export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  app: { head: { title: "Nuxt", htmlAttrs: { lang: "en" }, link: [{ rel: "icon", href: "data:," }] } },
  vue: { compilerOptions: { isCustomElement: (tag) => tag === "darien-map" } },
});
