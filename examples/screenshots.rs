//! Draws the pictures of the README: the program's own screens as SVG, in light
//! and dark. `cargo run --example screenshots` writes them to `assets/`;
//! `cargo test` fails where they are out of date.

#[path = "screenshots/scenes.rs"]
mod scenes;
#[path = "screenshots/svg.rs"]
mod svg;

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for scene in &scenes::SCENES {
        for (suffix, theme) in scenes::THEMES {
            let drawn = scenes::draw(scene, theme)
                .ok_or_else(|| anyhow::anyhow!("{}: a key that is none", scene.name))?;
            let file = folder.join(format!("{}-{suffix}.svg", scene.name));
            std::fs::write(file, svg::picture(&drawn, scene.title))?;
        }
    }
    Ok(())
}
