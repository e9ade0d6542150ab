module example.host {
    requires dev.clv;
    requires dev.clv.explain;
    requires dev.clv.features;
}
