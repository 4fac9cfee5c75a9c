/** Template specifications, as Handlebars precompiles them, by file name without `.hbs`. */
export const templates: Readonly<Record<string, TemplateSpecification>>;
export const partials: Readonly<Record<string, TemplateSpecification>>;
